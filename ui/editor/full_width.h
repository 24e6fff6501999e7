// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace hearth::ui {

/// Whether `text` has characters outside strings and comments that a Japanese input method puts in the place of ASCII
/// ones: （ ） ｛ ｝ ［ ］ ＝ ＂ ， and their like, the ideographic space.
bool hasFullWidth(const QString& text);
/// The same text with the ASCII characters in their place. Positions stay: each replaces one.
QString withoutFullWidth(const QString& text);

} // namespace hearth::ui
