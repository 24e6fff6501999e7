// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTimer>
#include <optional>

#include "model/time.h"

namespace hearth::ui {

class AsyncSource;

/// Compares the server's clock with this computer's, once a minute while running: a graph that ends "now" is wrong by
/// the difference.
/// Threads: confined to the GUI thread.
class SkewProbe : public QObject {
    Q_OBJECT

  public:
    static constexpr model::DurationMs kTolerance = 30 * model::kSecondMs;
    static constexpr int kIntervalMs = 60'000;

    explicit SkewProbe(AsyncSource& source, QObject* parent = nullptr);

    void setRunning(bool running);

  signals:
    /// How far the server is ahead (negative: behind), where it is more than kTolerance; nothing where the clocks
    /// agree.
    void skewChanged(std::optional<hearth::model::DurationMs> ahead);

  private:
    void ask();

    AsyncSource& m_source;
    QTimer m_timer;
};

} // namespace hearth::ui
