// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

#include "datasource/types.h"

namespace hearth::ui {

/// Colours that a palette lacks, derived from it so that light, dark and high-contrast palettes all work.
/// Threads: thread-safe.

/// Whether text is lighter than its ground.
bool isDark(const QPalette& palette);
/// `share` of `a` (0 to 1) in `b`.
QColor mixed(const QColor& a, const QColor& b, double share);
/// For card borders and separators, one pixel wide.
QColor hairline(const QPalette& palette);
/// For text of second rank; still readable (at least 4.5:1).
QColor quietText(const QPalette& palette);
/// Green, vermilion or grey, distinguishable without red-green vision; always beside a shape and a word.
QColor healthColor(datasource::TargetHealth health, const QPalette& palette);
/// Lines of small charts: first and second quantity.
QColor chartColor(int index, const QPalette& palette);
/// For something that wants attention but is no failure.
QColor warningColor(const QPalette& palette);

} // namespace hearth::ui
