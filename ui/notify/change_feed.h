// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <atomic>
#include <memory>

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
    ~ChangeFeed() override;

  signals:
    void changed();

  private:
    const std::shared_ptr<std::atomic<bool>> m_announced = std::make_shared<std::atomic<bool>>(false);
    Subscription m_subscription;
};

} // namespace hearth::ui
