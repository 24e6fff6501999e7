// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/uplink_view.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>
#include <algorithm>

#include "alerts/shape_label.h"
#include "data/async_source.h"
#include "models/plain_text.h"
#include "settings/channel_text.h"
#include "settings/route_text.h"
#include "widgets/cell_delegate.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr int kAskEveryMs = 5'000;
constexpr int kMaxWidth = 720;
constexpr int kMaxRows = 8;
const QString kSlot = QStringLiteral("uplink");

} // namespace

UplinkView::UplinkView(AsyncSource& source, QWidget* parent)
    : QWidget(parent)
    , m_source(source) {
    buildUi();
    retranslateUi();
    m_timer.setInterval(kAskEveryMs);
    connect(&m_timer, &QTimer::timeout, this, &UplinkView::ask);
    connect(m_edit, &QLineEdit::textChanged, this, &UplinkView::updateButtons);
    connect(m_edit, &QLineEdit::returnPressed, this, &UplinkView::choose);
    connect(m_save, &QPushButton::clicked, this, &UplinkView::choose);
    connect(m_off, &QPushButton::clicked, this, [this] {
        m_edit->clear();
        choose();
    });
}

void UplinkView::buildUi() {
    m_message = new MessageBar(this);
    auto* content = new QWidget(this);
    content->setMaximumWidth(kMaxWidth);
    m_intro = plainLabel(content);
    m_label = new QLabel(content);
    m_edit = new QLineEdit(content);
    m_edit->setObjectName(QStringLiteral("uplinkHosts"));
    m_label->setBuddy(m_edit);
    m_save = new QPushButton(content);
    m_save->setObjectName(QStringLiteral("saveUplink"));
    m_off = new QPushButton(content);
    m_checksTitle = new QLabel(content);
    m_list = new QListWidget(content);
    m_list->setItemDelegate(new CellDelegate(m_list));
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_checksTitle->setBuddy(m_list);
    m_shape = new ShapeLabel(content);
    m_verdict = plainLabel(content);
    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(6);
    verdict->addWidget(m_shape, 0, Qt::AlignTop);
    verdict->addWidget(m_verdict, 1);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_edit, 1);
    row->addWidget(m_save);
    row->addWidget(m_off);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(16, 12, 16, 16);
    column->setSpacing(8);
    column->addWidget(m_intro);
    column->addWidget(m_label);
    column->addLayout(row);
    column->addSpacing(8);
    column->addLayout(verdict);
    column->addWidget(m_checksTitle);
    column->addWidget(m_list);
    column->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(content, 1);
    m_checksTitle->hide();
    m_list->hide();
}

void UplinkView::retranslateUi() {
    m_intro->setText(
        !m_isLocal ? ChannelText::withWholeFlags(tr("Which hosts outside this server asks whether the internet is "
                                                    "there is said on its command line: --uplink.host."))
                   : tr("Hearth can ask two or three hosts outside, every half a minute, whether they are there. While "
                        "none of them answers, one alert says that the internet is not reached, and alerts of targets "
                        "beyond the router wait. Nobody is asked unless you choose them here."));
    m_label->setText(tr("&Hosts to ask"));
    m_edit->setPlaceholderText(tr("For example: 1.1.1.1, 9.9.9.9, example.org:443"));
    m_save->setText(tr("Watch"));
    m_off->setText(tr("Ask nobody"));
    m_checksTitle->setText(tr("Answers of the last round"));
    renderChecks();
    updateButtons();
}

/// The router alone is not the internet.
void UplinkView::renderVerdict() {
    const auto outside = std::ranges::count_if(m_checks, [](const Check& check) { return !check.isGateway; });
    const bool isUp =
        std::ranges::any_of(m_checks, [](const Check& check) { return !check.isGateway && check.answered; });
    if (outside > 0) {
        m_shape->setShape(isUp ? StateShape::kGood : StateShape::kBad);
        m_verdict->setText(isUp ? tr("The internet is reached.")
                                : tr("The internet is not reached: none of the hosts outside answers."));
        return;
    }
    m_shape->setShape(StateShape::kUnknown);
    m_verdict->setText(m_isLocal && m_hosts.isEmpty() ? tr("Nobody is asked.") : tr("No answer has been seen yet."));
}

void UplinkView::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange) {
        retranslateUi();
    }
    QWidget::changeEvent(event);
}

void UplinkView::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    m_timer.start();
    ask();
}

void UplinkView::hideEvent(QHideEvent* event) {
    m_timer.stop();
    QWidget::hideEvent(event);
}

QStringList UplinkView::parse(const QString& text) {
    static const QRegularExpression kBetween(QStringLiteral("[\\s,;、，]+"));
    auto hosts = text.split(kBetween, Qt::SkipEmptyParts);
    hosts.removeDuplicates();
    return hosts;
}

void UplinkView::setHosts(const QStringList& hosts) {
    m_hosts = hosts;
    m_edit->setText(hosts.join(QStringLiteral(", ")));
    renderVerdict();
    updateButtons();
}

void UplinkView::setLocal(bool local) {
    m_isLocal = local;
    m_message->clear();
    m_checks.clear();
    retranslateUi();
}

void UplinkView::updateButtons() {
    for (auto* const part : {static_cast<QWidget*>(m_label), static_cast<QWidget*>(m_edit),
                             static_cast<QWidget*>(m_save), static_cast<QWidget*>(m_off)}) {
        part->setVisible(m_isLocal);
    }
    m_edit->setEnabled(m_isLocal);
    m_save->setEnabled(m_isLocal && parse(m_edit->text()) != m_hosts);
    m_off->setEnabled(m_isLocal && !m_hosts.isEmpty());
}

void UplinkView::choose() {
    if (m_isLocal) {
        emit hostsChosen(parse(m_edit->text()));
    }
}

void UplinkView::report(const Result<void>& watched) {
    if (!watched) {
        m_message->showTranslated(MessageBar::Kind::kError, [words = toQString(watched.error().message())] {
            return tr("These hosts cannot be asked: %1.").arg(words);
        });
        return;
    }
    m_message->clear();
    setHosts(parse(m_edit->text()));
    ask();
}

void UplinkView::ask() {
    if (m_source.busy(this, kSlot)) {
        return;
    }
    m_source.call(
        this, kSlot,
        [](datasource::DataSource& source, const std::stop_token& stop) {
            datasource::InstantQuery query;
            query.expression = "hearth_uplink_check_success";
            return source.query(query, stop);
        },
        [this](const Result<model::QueryAnswer>& answer) { take(answer); });
}

/// The server collects its own metrics, or there is nothing to show.
void UplinkView::take(const Result<model::QueryAnswer>& answer) {
    const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
    std::vector<Check> checks;
    for (const auto& sample : vector != nullptr ? *vector : model::Vector()) {
        checks.push_back({toQString(std::string(sample.labels.value("host"))), sample.labels.value("kind") == "gateway",
                          sample.sample.value == 1});
    }
    std::ranges::sort(checks, {}, [](const Check& check) { return std::pair(check.answered, check.host); });
    if (checks != m_checks) {
        m_checks = std::move(checks);
        renderChecks();
    }
}

void UplinkView::renderChecks() {
    m_checksTitle->setVisible(!m_checks.empty());
    m_list->setVisible(!m_checks.empty());
    m_list->clear();
    for (const auto& check : m_checks) {
        const auto host = RouteText::oneLine(check.host);
        const auto name = check.isGateway ? tr("%1 (the router)").arg(host) : host;
        m_list->addItem(check.answered ? tr("● %1 answers").arg(name) : tr("▲ %1 does not answer").arg(name));
        m_list->item(m_list->count() - 1)->setToolTip(plainToolTip(check.host));
    }
    if (m_list->count() > 0) {
        const int rows = std::min(m_list->count(), kMaxRows);
        m_list->setFixedHeight(rows * m_list->sizeHintForRow(0) + 2 * m_list->frameWidth());
    }
    renderVerdict();
}

} // namespace hearth::ui
