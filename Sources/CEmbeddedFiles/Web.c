// Written by scripts/generate from the files in Sources/ReportRendering/Web/.
#include "CEmbeddedFiles.h"

static const unsigned char report_css[] = {
#embed "../ReportRendering/Web/report.css"
};

static const unsigned char report_js[] = {
#embed "../ReportRendering/Web/report.js"
};

static const unsigned char bar_mustache[] = {
#embed "../ReportRendering/Web/bar.mustache"
};

static const unsigned char cause_mustache[] = {
#embed "../ReportRendering/Web/cause.mustache"
};

static const unsigned char daemonset_mustache[] = {
#embed "../ReportRendering/Web/daemonset.mustache"
};

static const unsigned char diagnosis_mustache[] = {
#embed "../ReportRendering/Web/diagnosis.mustache"
};

static const unsigned char diff_mustache[] = {
#embed "../ReportRendering/Web/diff.mustache"
};

static const unsigned char filters_mustache[] = {
#embed "../ReportRendering/Web/filters.mustache"
};

static const unsigned char finding_mustache[] = {
#embed "../ReportRendering/Web/finding.mustache"
};

static const unsigned char footer_mustache[] = {
#embed "../ReportRendering/Web/footer.mustache"
};

static const unsigned char gap_mustache[] = {
#embed "../ReportRendering/Web/gap.mustache"
};

static const unsigned char gaps_mustache[] = {
#embed "../ReportRendering/Web/gaps.mustache"
};

static const unsigned char page_mustache[] = {
#embed "../ReportRendering/Web/page.mustache"
};

static const unsigned char placement_mustache[] = {
#embed "../ReportRendering/Web/placement.mustache"
};

static const unsigned char plan_mustache[] = {
#embed "../ReportRendering/Web/plan.mustache"
};

static const unsigned char problem_mustache[] = {
#embed "../ReportRendering/Web/problem.mustache"
};

static const unsigned char remedy_mustache[] = {
#embed "../ReportRendering/Web/remedy.mustache"
};

static const unsigned char rollouts_mustache[] = {
#embed "../ReportRendering/Web/rollouts.mustache"
};

static const unsigned char rooms_mustache[] = {
#embed "../ReportRendering/Web/rooms.mustache"
};

static const unsigned char search_mustache[] = {
#embed "../ReportRendering/Web/search.mustache"
};

static const unsigned char simulation_mustache[] = {
#embed "../ReportRendering/Web/simulation.mustache"
};

static const unsigned char top_mustache[] = {
#embed "../ReportRendering/Web/top.mustache"
};

static const EmbeddedFile web[] = {
    {"report.css", report_css, sizeof report_css},
    {"report.js", report_js, sizeof report_js},
    {"bar.mustache", bar_mustache, sizeof bar_mustache},
    {"cause.mustache", cause_mustache, sizeof cause_mustache},
    {"daemonset.mustache", daemonset_mustache, sizeof daemonset_mustache},
    {"diagnosis.mustache", diagnosis_mustache, sizeof diagnosis_mustache},
    {"diff.mustache", diff_mustache, sizeof diff_mustache},
    {"filters.mustache", filters_mustache, sizeof filters_mustache},
    {"finding.mustache", finding_mustache, sizeof finding_mustache},
    {"footer.mustache", footer_mustache, sizeof footer_mustache},
    {"gap.mustache", gap_mustache, sizeof gap_mustache},
    {"gaps.mustache", gaps_mustache, sizeof gaps_mustache},
    {"page.mustache", page_mustache, sizeof page_mustache},
    {"placement.mustache", placement_mustache, sizeof placement_mustache},
    {"plan.mustache", plan_mustache, sizeof plan_mustache},
    {"problem.mustache", problem_mustache, sizeof problem_mustache},
    {"remedy.mustache", remedy_mustache, sizeof remedy_mustache},
    {"rollouts.mustache", rollouts_mustache, sizeof rollouts_mustache},
    {"rooms.mustache", rooms_mustache, sizeof rooms_mustache},
    {"search.mustache", search_mustache, sizeof search_mustache},
    {"simulation.mustache", simulation_mustache, sizeof simulation_mustache},
    {"top.mustache", top_mustache, sizeof top_mustache},
};

EmbeddedFiles embedded_web(void) { return (EmbeddedFiles){web, sizeof web / sizeof web[0]}; }

const char *embedded_web_script_hash(void) { return "sha256-bls8ZErNehtq2bBHCPEGftRd/oXj+N25Ltj3D3wVq+k="; }
const char *embedded_web_style_hash(void) { return "sha256-xbUKU7rJHUgBaEoRI7coBejatOPfSbg8evVLNuIZs3o="; }
