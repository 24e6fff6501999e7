// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/background.h"

#include <QMetaObject>

namespace hearth::ui {

Background::Background(const QString& name, std::size_t threads, QObject* parent)
    : QObject(parent)
    , m_pool(std::make_unique<ThreadPool>(name.toStdString(), threads, kMaxQueued)) {}

Background::~Background() {
    cancelAll();
    m_pool.reset(); // joins: from here on nothing posts to this object
}

void Background::start(QObject* receiver, const QString& slot, std::shared_ptr<Job> job) {
    cancel(receiver, slot);
    connect(receiver, &QObject::destroyed, this, &Background::forget, Qt::UniqueConnection);

    const Key key{receiver, slot};
    const Running running{++m_lastId, {}};
    m_running.insert_or_assign(key, running);

    // The job always travels back, also when it was canceled: what it captured is then destroyed on the GUI thread.
    auto handBack = [this, key, id = running.id](std::shared_ptr<Job> finished) {
        QMetaObject::invokeMethod(
            this, [this, key, id, finished = std::move(finished)] { finish(key, id, *finished); },
            Qt::QueuedConnection);
    };
    auto posted = m_pool->post([job, handBack, stop = running.stop.get_token()]() mutable {
        if (!stop.stop_requested()) {
            job->run(stop);
        }
        handBack(std::move(job));
    });
    if (!posted) {
        job->refuse(std::move(posted).error());
        handBack(std::move(job));
    }
}

void Background::finish(const Key& key, std::uint64_t id, Job& job) {
    const auto found = m_running.find(key);
    if (found == m_running.end() || found->second.id != id) {
        return;
    }
    m_running.erase(found);
    job.deliver();
}

void Background::cancel(QObject* receiver, const QString& slot) {
    const auto found = m_running.find({receiver, slot});
    if (found != m_running.end()) {
        found->second.stop.request_stop();
        m_running.erase(found);
    }
}

void Background::cancelAll() {
    for (auto& [key, running] : m_running) {
        running.stop.request_stop();
    }
    m_running.clear();
}

void Background::forget(QObject* receiver) {
    std::erase_if(m_running, [receiver](auto& entry) {
        if (entry.first.first != receiver) {
            return false;
        }
        entry.second.stop.request_stop();
        return true;
    });
}

bool Background::busy(const QObject* receiver, const QString& slot) const {
    return m_running.contains({receiver, slot});
}

} // namespace hearth::ui
