#include "dashboard.h"

#include <limits.h>
#include <zlib.h>

// 15 is zlib's largest window, 16 more asks for gzip's framing.
enum { GZIP_WINDOW = 15 + 16, MEMORY = 9 };

static int begin(z_stream *stream) {
    return deflateInit2(stream, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
}

size_t dashboard_compressed_bound(size_t length) {
    z_stream stream = {0};
    if (!begin(&stream)) return 0;
    size_t bound = deflateBound(&stream, length);
    deflateEnd(&stream);
    return bound;
}

size_t dashboard_compress(const unsigned char *input, size_t length, unsigned char *output, size_t room) {
    if (length > UINT_MAX || room > UINT_MAX) return 0;
    z_stream stream = {0};
    if (!begin(&stream)) return 0;
    // zlib's older headers have no const; it does not write there.
    stream.next_in = (unsigned char *)input;
    stream.avail_in = (unsigned)length;
    stream.next_out = output;
    stream.avail_out = (unsigned)room;
    size_t written = deflate(&stream, Z_FINISH) == Z_STREAM_END ? stream.total_out : 0;
    deflateEnd(&stream);
    return written;
}
