#include "qrencode_shim.h"
