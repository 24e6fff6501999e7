// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/utf8.h"

namespace hearth {

void appendUtf8(std::string& out, char32_t codePoint) {
    const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((codePoint >> shift) & 0x3fU)); };
    if (codePoint < 0x80) {
        out += static_cast<char>(codePoint);
    } else if (codePoint < 0x800) {
        out += static_cast<char>(0xc0U | (codePoint >> 6U));
        tail(0);
    } else if (codePoint < 0x10000) {
        out += static_cast<char>(0xe0U | (codePoint >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0U | (codePoint >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

} // namespace hearth
