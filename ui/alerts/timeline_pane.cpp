// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/timeline_pane.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>

#include "alerts/timeline_legend.h"
#include "alerts/timeline_view.h"

namespace hearth::ui {
namespace {

constexpr std::size_t kLimit = 20'000;
constexpr int kFirstRange = 1;

} // namespace

TimelinePane::TimelinePane(AsyncSource& source, QWidget* parent)
    : PastPane(source, parent)
    , m_model(new TimelineModel(this))
    , m_view(new TimelineView(*m_model, this))
    , m_range(new QComboBox(this)) {
    for (const auto hours : {1, 6, 24, 7 * 24}) {
        m_range->addItem(QString(), QVariant::fromValue<qlonglong>(hours * model::kHourMs));
    }
    m_range->setCurrentIndex(kFirstRange);
    build(*m_view);
    foot().addWidget(new TimelineLegend(this), 0, Qt::AlignRight);
    connect(m_range, &QComboBox::currentIndexChanged, this, &PastPane::refresh);
}

TableView& TimelinePane::tree() const {
    return *m_view;
}

int TimelinePane::rowCount() const {
    return m_model->rowCount();
}

const AlertLife* TimelinePane::currentLife() const {
    const auto current = m_view->currentIndex();
    return current.isValid() ? m_model->lastLife(current.data(TimelineModel::KeyRole).toString()) : nullptr;
}

void TimelinePane::setUtc(bool utc) {
    m_model->setUtc(utc);
    m_view->setUtc(utc);
}

void TimelinePane::setPresent(AlertSnapshotPtr present) {
    m_model->setPresent(std::move(present));
}

void TimelinePane::retranslate() {
    m_view->setAccessibleName(tr("Alerts over time"));
    m_range->setAccessibleName(tr("Time shown"));
    m_range->setItemText(0, tr("Last hour"));
    m_range->setItemText(1, tr("Last 6 hours"));
    m_range->setItemText(2, tr("Last 24 hours"));
    m_range->setItemText(3, tr("Last 7 days"));
    m_model->retranslate();
    renderNote();
}

PastPane::Question TimelinePane::question() const {
    return {m_range->currentData().toLongLong(), kLimit};
}

void TimelinePane::show(AlertPastPtr past) {
    m_model->setPast(std::move(past));
    m_view->viewport()->update();
    m_view->header()->viewport()->update();
}

void TimelinePane::applyFilter(const AlertFilter& filter) {
    m_model->setFilter(filter);
}

} // namespace hearth::ui
