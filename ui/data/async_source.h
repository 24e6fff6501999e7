// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include <QObject>

#include "data/background.h"
#include "datasource/data_source.h"

namespace hearth::ui {

/// The window's way to its data: asks the current DataSource on worker threads and answers on the GUI thread.
///
///     m_source.call(this, "targets",
///         [](datasource::DataSource& source, std::stop_token stop) {
///             return source.targets(datasource::TargetState::kAny, {}, stop);
///         },
///         [this](Result<datasource::Targets> targets) { show(std::move(targets)); });
///
/// Requests are canceled as Background says: by a newer one of the same receiver and slot, by the receiver's end, by
/// cancel(), and when the connection changes. A canceled request is silent: whoever showed "running" resets it.
/// Threads: confined to the GUI thread; `work` runs on a worker, with a DataSource that stays alive for it.
class AsyncSource : public QObject {
    Q_OBJECT

  public:
    /// Questions that are asked at the same time; further ones wait.
    static constexpr std::size_t kThreads = 4;

    /// `source` may be null: then all calls answer kUnavailable until there is one.
    explicit AsyncSource(std::shared_ptr<datasource::DataSource> source, QObject* parent = nullptr);

    /// Switches the connection: cancels all that is under way, then says sourceChanged().
    void setSource(std::shared_ptr<datasource::DataSource> source);
    const std::shared_ptr<datasource::DataSource>& source() const { return m_source; }

    /// `work(DataSource&, stop)` returns a Result<T>; `done` takes it.
    template <class Work, class Done>
    void call(QObject* receiver, const QString& slot, Work work, Done done) {
        m_background.call(
            receiver, slot,
            [source = m_source, work = std::move(work)](
                std::stop_token stop) mutable -> std::invoke_result_t<Work&, datasource::DataSource&, std::stop_token> {
                if (!source) {
                    return fail(ErrorCode::kUnavailable, "no connection");
                }
                return work(*source, std::move(stop));
            },
            std::move(done));
    }

    void cancel(QObject* receiver, const QString& slot) { m_background.cancel(receiver, slot); }
    bool busy(const QObject* receiver, const QString& slot) const { return m_background.busy(receiver, slot); }

  signals:
    /// Everything that was shown belongs to another server now.
    void sourceChanged();

  private:
    std::shared_ptr<datasource::DataSource> m_source;
    Background m_background;
};

} // namespace hearth::ui
