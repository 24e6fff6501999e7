// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <atomic>

#include "base/subscription.h"
#include "datasource/desktop.h"

namespace hearth::ui {

/// Brings the news that alerts or silences of the engine in this process changed from its thread to the window's.
/// However many there are meanwhile, they are one.
/// Threads: confined to the GUI thread.
class ChangeFeed : public QObject {
    Q_OBJECT

  public:
    /// `host` must outlive it.
    explicit ChangeFeed(datasource::DesktopHost& host, QObject* parent = nullptr);

  signals:
    void changed();

  private:
    std::atomic<bool> m_announced = false; ///< And not yet told of by changed().
    Subscription m_subscription;           ///< The last member: nobody calls any more when others go.
};

} // namespace hearth::ui
