// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPalette>
#include <QTextCharFormat>

#include "promql/syntax/highlight.h"

namespace hearth::ui {

/// How a piece of an expression looks on the ground of `palette`, light or dark; contrast is at least 4.5:1.
/// Threads: thread-safe.
QTextCharFormat formatOf(promql::HighlightKind kind, const QPalette& palette);
QColor problemColor(const QPalette& palette);

} // namespace hearth::ui
