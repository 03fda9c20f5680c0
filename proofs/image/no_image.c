/* no_image.c: in place of the signature's image where it cannot be made: the checker then reads the text. */
#include "signature.h"

eo_image signature_image = {0};
