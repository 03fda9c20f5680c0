/* no_image.c: in place of the signature's image where it cannot be made: the checker then reads the text. */
#include "signature.h"

const unsigned char signature_image[] = {0};
const size_t signature_image_length = 0;
