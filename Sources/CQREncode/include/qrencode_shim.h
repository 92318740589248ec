#ifndef QRENCODE_SHIM_H
#define QRENCODE_SHIM_H

// libqrencode, as its own header gives it. Nothing here has state.

#include <qrencode.h>

#endif
