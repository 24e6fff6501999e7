// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>
#include <optional>

namespace hearth::ui {

/// How well `candidate` answers to what was typed, larger is better: equal, begins with it, has a word that begins with
/// it, contains it, has its characters in order. Nothing where not even that holds. Case does not matter; among equals
/// the shorter candidate wins. Cost: one pass over the candidate, no allocation. Threads: thread-safe.
std::optional<int> fuzzyScore(QStringView typed, QStringView candidate);

} // namespace hearth::ui
