// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace hearth::ui {

/// What a person can do about a failed scrape.
/// Threads: thread-safe.
class ScrapeHint {
    Q_DECLARE_TR_FUNCTIONS(hearth::ui::ScrapeHint)

  public:
    /// A sentence or two for the errors that people meet most; empty for others. `error` is the engine's English text,
    /// matched by the words that Hearth and Prometheus have in common.
    static QString forError(const QString& error);
};

} // namespace hearth::ui
