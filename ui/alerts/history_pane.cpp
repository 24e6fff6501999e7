// SPDX-License-Identifier: GPL-3.0-or-later
#include "alerts/history_pane.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <limits>

#include "alerts/history_details.h"
#include "models/history_model.h"
#include "widgets/table_view.h"

namespace hearth::ui {
namespace {

constexpr model::DurationMs kRange = 30 * model::kDayMs;
/// Transitions; an alert that fires and ends makes three.
constexpr std::size_t kFirstPage = 300;

std::vector<TableColumn> columns(bool hasTraces) {
    const int notifiedFrom = hasTraces ? 0 : std::numeric_limits<int>::max();
    return {{32}, {21}, {19}, {18, 2}, {16}, {18, 2, notifiedFrom}, {20, 3}, {20, 4}};
}

} // namespace

HistoryPane::HistoryPane(AsyncSource& source, QWidget* parent)
    : PastPane(source, parent)
    , m_model(new HistoryModel(this))
    , m_view(new TableView(HistoryModel::ShapeRole, this))
    , m_older(new QPushButton(this))
    , m_limit(kFirstPage) {
    buildTree();
    build(*m_view);
    foot().addWidget(m_older);
    m_older->hide();
    m_details = new HistoryDetails(source, *m_model, *m_view, this);
    connect(m_older, &QPushButton::clicked, this, [this] {
        m_limit *= 2;
        refresh();
    });
}

void HistoryPane::buildTree() {
    m_view->setObjectName(QStringLiteral("history"));
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setAllColumnsShowFocus(true);
    m_view->setColumns(columns(true));
}

TableView& HistoryPane::tree() const {
    return *m_view;
}

int HistoryPane::rowCount() const {
    return m_model->rowCount();
}

const AlertLife* HistoryPane::currentLife() const {
    return m_model->lifeAt(m_view->currentIndex());
}

void HistoryPane::setUtc(bool utc) {
    m_model->setUtc(utc);
}

void HistoryPane::setPresent(AlertSnapshotPtr present) {
    m_model->setPresent(std::move(present));
}

void HistoryPane::retranslate() {
    m_view->setAccessibleName(tr("Earlier alerts"));
    m_older->setText(tr("Show older"));
    m_model->retranslate();
    renderNote();
}

void HistoryPane::startOver() {
    m_limit = kFirstPage;
    m_details->startOver();
    PastPane::startOver();
}

PastPane::Question HistoryPane::question() const {
    return {kRange, m_limit};
}

void HistoryPane::show(AlertPastPtr past) {
    m_older->setVisible(!past->complete);
    m_view->setColumns(columns(past->source == AlertPast::Source::kHistory));
    m_model->setPast(std::move(past));
    m_details->askSoon();
}

void HistoryPane::applyFilter(const AlertFilter& filter) {
    m_model->setFilter(filter);
    m_details->askSoon();
}

} // namespace hearth::ui
