// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/time_pieces.h"

#include <algorithm>
#include <array>
#include <utility>

namespace hearth::templates {
namespace {

using Piece = std::pair<std::string_view, TimePiece>;

/// Longer ones stand before those they begin with.
constexpr std::array kPieces{
    Piece{"January", TimePiece::kLongMonth}, Piece{"Monday", TimePiece::kLongWeekday},
    Piece{"MST", TimePiece::kZoneName},      Piece{"002", TimePiece::kZeroYearDay},
    Piece{"01", TimePiece::kZeroMonth},      Piece{"02", TimePiece::kZeroDay},
    Piece{"03", TimePiece::kZeroHour12},     Piece{"04", TimePiece::kZeroMinute},
    Piece{"05", TimePiece::kZeroSecond},     Piece{"06", TimePiece::kYear},
    Piece{"15", TimePiece::kHour},           Piece{"1", TimePiece::kNumMonth},
    Piece{"2006", TimePiece::kLongYear},     Piece{"2", TimePiece::kDay},
    Piece{"__2", TimePiece::kUnderYearDay},  Piece{"_2", TimePiece::kUnderDay},
    Piece{"3", TimePiece::kHour12},          Piece{"4", TimePiece::kMinute},
    Piece{"5", TimePiece::kSecond},          Piece{"PM", TimePiece::kUpperPm},
    Piece{"pm", TimePiece::kLowerPm},        Piece{"-070000", TimePiece::kZone},
    Piece{"-07:00:00", TimePiece::kZone},    Piece{"-0700", TimePiece::kZone},
    Piece{"-07:00", TimePiece::kZone},       Piece{"-07", TimePiece::kZone},
    Piece{"Z070000", TimePiece::kZone},      Piece{"Z07:00:00", TimePiece::kZone},
    Piece{"Z0700", TimePiece::kZone},        Piece{"Z07:00", TimePiece::kZone},
    Piece{"Z07", TimePiece::kZone},
};

bool isDigitAt(std::string_view text, std::size_t at) {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// `Jan` and `Mon`, unless they begin a longer word.
Piece abbreviation(std::string_view text) {
    const bool goesOn = text.size() > 3 && text[3] >= 'a' && text[3] <= 'z';
    if (!goesOn && text.starts_with("Jan")) {
        return {text.substr(0, 3), TimePiece::kMonth};
    }
    if (!goesOn && text.starts_with("Mon")) {
        return {text.substr(0, 3), TimePiece::kWeekday};
    }
    return {{}, TimePiece::kNone};
}

Piece fraction(std::string_view text) {
    if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || (text[1] != '0' && text[1] != '9')) {
        return {{}, TimePiece::kNone};
    }
    const auto end = std::min(text.find_first_not_of(text[1], 1), text.size());
    if (isDigitAt(text, end)) {
        return {{}, TimePiece::kNone};
    }
    return {text.substr(0, end), text[1] == '0' ? TimePiece::kFractionZero : TimePiece::kFractionNine};
}

Piece pieceAt(std::string_view text) {
    for (const auto& piece : kPieces) {
        if (text.starts_with(piece.first)) {
            return piece;
        }
    }
    const auto word = abbreviation(text);
    return word.second != TimePiece::kNone ? word : fraction(text);
}

} // namespace

LayoutPart nextLayoutPart(std::string_view layout) {
    for (std::size_t i = 0; i < layout.size(); ++i) {
        if (layout.substr(i).starts_with("_2006")) { // a literal underscore
            return {layout.substr(0, i + 1), TimePiece::kLongYear, layout.substr(i + 1, 4), layout.substr(i + 5)};
        }
        const auto [text, piece] = pieceAt(layout.substr(i));
        if (piece != TimePiece::kNone) {
            return {layout.substr(0, i), piece, text, layout.substr(i + text.size())};
        }
    }
    return {layout, TimePiece::kNone, {}, {}};
}

} // namespace hearth::templates
