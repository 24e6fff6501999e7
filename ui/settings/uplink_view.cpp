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

#include "data/async_source.h"
#include "models/plain_text.h"
#include "widgets/message_bar.h"
#include "widgets/plain_label.h"

namespace hearth::ui {
namespace {

constexpr int kAskEveryMs = 5'000;
constexpr int kMaxWidth = 720;
constexpr int kMaxChecksHeight = 180;
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
    m_checks = new QListWidget(content);
    m_checks->setMaximumHeight(kMaxChecksHeight);
    m_checksTitle->setBuddy(m_checks);
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
    column->addWidget(m_checksTitle);
    column->addWidget(m_checks);
    column->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addWidget(content, 1);
    m_checksTitle->hide();
    m_checks->hide();
}

void UplinkView::retranslateUi() {
    m_intro->setText(tr("Hearth can ask two or three hosts outside, every half a minute, whether they are there. While "
                        "none of them answers, one alert says that the internet is not reached, and alerts of targets "
                        "beyond the router wait. Nobody is asked unless you choose them here."));
    m_label->setText(tr("&Hosts to ask"));
    m_edit->setPlaceholderText(tr("For example: 1.1.1.1, 9.9.9.9, example.org:443"));
    m_save->setText(tr("Watch"));
    m_off->setText(tr("Ask nobody"));
    m_checksTitle->setText(tr("Answers of the last round"));
    updateButtons();
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
    updateButtons();
}

void UplinkView::setLocal(bool local) {
    m_isLocal = local;
    m_message->clear();
    if (!local) {
        m_message->showMessage(MessageBar::Kind::kInformation,
                               tr("Hosts are chosen for this computer. A server elsewhere is told on its command line: "
                                  "--uplink.host."));
        m_message->setClosable(false);
    }
    updateButtons();
}

void UplinkView::updateButtons() {
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
        m_message->showMessage(MessageBar::Kind::kError,
                               tr("These hosts cannot be asked: %1.").arg(toQString(watched.error().message())));
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
        [this](const Result<model::QueryAnswer>& answer) { showChecks(answer); });
}

/// The server collects its own metrics, or there is nothing to show.
void UplinkView::showChecks(const Result<model::QueryAnswer>& answer) {
    const auto* vector = answer ? std::get_if<model::Vector>(&answer->value) : nullptr;
    QStringList lines;
    for (const auto& sample : vector != nullptr ? *vector : model::Vector()) {
        const auto host = toQString(std::string(sample.labels.value("host")));
        const bool isGateway = sample.labels.value("kind") == "gateway";
        const bool answered = sample.sample.value == 1;
        const auto name = isGateway ? tr("%1 (the router)").arg(host) : host;
        lines << (answered ? tr("● %1 answers").arg(name) : tr("▲ %1 does not answer").arg(name));
    }
    lines.sort();
    m_checksTitle->setVisible(!lines.isEmpty());
    m_checks->setVisible(!lines.isEmpty());
    QStringList shown;
    for (int i = 0; i < m_checks->count(); ++i) {
        shown << m_checks->item(i)->text();
    }
    if (shown != lines) {
        m_checks->clear();
        m_checks->addItems(lines);
    }
}

} // namespace hearth::ui
