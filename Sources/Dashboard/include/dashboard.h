#ifndef DASHBOARD_H
#define DASHBOARD_H

#include <stddef.h>

/// One file of the dashboard, as it lies below `web`. All are text.
struct dashboard_file {
    /// Such as "app/main.js".
    const char *path;
    /// Ends with a zero, which is not of the file.
    const char *text;
};

/// All files, in the order of files.c; they live for ever.
const struct dashboard_file *dashboard_files(void);
size_t dashboard_file_count(void);

/// How many bytes `dashboard_compress` may write for so many.
size_t dashboard_compressed_bound(size_t length);

/// Compresses by gzip (RFC 1952), as small as zlib makes it.
///
/// Returns how many bytes it wrote, or 0 when it could not.
size_t dashboard_compress(const unsigned char *input, size_t length, unsigned char *output, size_t room);

#endif
