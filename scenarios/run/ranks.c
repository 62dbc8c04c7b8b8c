#include "scenarios/run/ranks.h"

#include "scenarios/settings/mistake.h"
#include "sim/pack.h"
#include "sim/unpack.h"

#include <string.h>
#include <unistd.h>

/* What messages are about. To rank 0: */
enum {
  RANKS_PLAN,  /* a digest, or "!" and why there is none */
  RANKS_TAKE,  /* a task, and what it left */
  RANKS_TELL,  /* parts times weights done since the last time */
  RANKS_HEAD,  /* the worker's number, a run: its head, please */
  RANKS_ASK,   /* the worker's number: a task, please */
  RANKS_BYE,   /* no more from this rank */
  RANKS_WORKER /* from rank 0, and numbers above: to a worker */
};
#define RANKS_TICK (G_USEC_PER_SEC / 5)

guint ranks_jobs(const struct mail *mail) {
  guint usable = g_get_num_processors(), present = (guint)MAX(1, sysconf(_SC_NPROCESSORS_ONLN));
  return MAX(1, MIN(usable, present / MAX(1, mail->here)));
}

/* --- texts and tasks as messages --- */

static void ranks_send_text(guint to, guint about, const char *text) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  g_byte_array_append(octets, (const guint8 *)text, (guint)strlen(text));
  mail_send(to, about, octets);
}

static char *ranks_wait_text(guint from, guint about) {
  g_autoptr(GByteArray) octets = mail_wait(from, about);
  return octets->len ? g_strndup((const char *)octets->data, octets->len) : g_strdup("");
}

static void ranks_pack_task(GByteArray *octets, const struct task *task) {
  const guint32 number[] = {task->run,       task->parcel,  task->weight,   task->aim.purpose,
                            task->aim.index, task->aim.row, task->aim.spare};
  for (gsize i = 0; i < G_N_ELEMENTS(number); i++) pack_32(octets, number[i]);
}

static void ranks_unpack_task(struct unpack *from, struct task *task) {
  guint32 *const number[] = {&task->run,       &task->parcel,  &task->weight,   &task->aim.purpose,
                             &task->aim.index, &task->aim.row, &task->aim.spare};
  for (gsize i = 0; i < G_N_ELEMENTS(number); i++) *number[i] = unpack_32(from);
}

static struct unpack ranks_reader(const GByteArray *octets) {
  return (struct unpack){octets->data, octets->len, false};
}

/* --- the same plan? --- */

static gboolean ranks_agree_others(const struct mail *mail, const char *own, GError **error) {
  g_autofree char *word = g_strdup(*own == '!' ? own : "");
  for (guint rank = 1; rank < mail->count; rank++) {
    g_autofree char *text = ranks_wait_text(rank, RANKS_PLAN);
    if (*word || strcmp(text, own) == 0) continue;
    g_free(word);
    word = *text == '!' ? g_strdup_printf("!rank %u: %s", rank, text + 1)
                        : g_strdup_printf("!rank %u has read another plan than rank 0: are all files the same?", rank);
  }
  for (guint rank = 1; rank < mail->count; rank++) ranks_send_text(rank, RANKS_PLAN, word);
  return !*word || mistake_set(error, MISTAKE_FILE, "%s", word + 1);
}

gboolean ranks_agree(const struct mail *mail, const char *digest, const GError *failure, GError **error) {
  g_autofree char *own = failure ? g_strdup_printf("!%s", failure->message) : g_strdup(digest);
  if (mail->rank == 0) return ranks_agree_others(mail, own, error);
  ranks_send_text(0, RANKS_PLAN, own);
  g_autofree char *word = ranks_wait_text(0, RANKS_PLAN);
  return !*word || mistake_set(error, MISTAKE_FILE, "%s", word + 1);
}

/* --- rank 0 --- */

/* A worker elsewhere that waits for a task. */
struct ranks_asker {
  guint rank, worker;
};

struct ranks_service {
  struct foreman *foreman;
  guint others;  /* ranks that have not said goodbye */
  GArray *asker; /* struct ranks_asker, in order of asking */
  GThread *thread;
};

static void ranks_answer(const struct ranks_asker *asker, const struct task *task) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  if (task) ranks_pack_task(octets, task);
  mail_send(asker->rank, RANKS_WORKER + asker->worker, octets);
}

/* As many as can be had now; when there will be none any more, all are told. */
static gboolean ranks_answer_askers(struct ranks_service *service) {
  guint answered = 0;
  gboolean over = foreman_over(service->foreman);
  for (; answered < service->asker->len; answered++) {
    struct task task;
    GBytes *head;
    gboolean found = foreman_next(service->foreman, FALSE, &task, &head);
    if (!found && !over) break;
    if (found && head) g_bytes_unref(head);
    ranks_answer(&g_array_index(service->asker, struct ranks_asker, answered), found ? &task : NULL);
  }
  g_array_remove_range(service->asker, 0, answered);
  return answered > 0;
}

static void ranks_take(struct ranks_service *service, const GByteArray *octets) {
  struct unpack from = ranks_reader(octets);
  struct task task;
  struct task_result result;
  ranks_unpack_task(&from, &task);
  result.failed = unpack_8(&from) != 0;
  result.wall_seconds = unpack_real(&from);
  result.peak_memory_mib = unpack_real(&from);
  result.bytes = g_bytes_new(from.at, from.left);
  foreman_take(service->foreman, &task, &result);
}

static void ranks_send_head(struct ranks_service *service, guint to, guint worker, guint32 run) {
  g_autoptr(GBytes) head = foreman_head(service->foreman, run);
  g_autoptr(GByteArray) octets = g_byte_array_new();
  gsize length;
  const guint8 *bytes = g_bytes_get_data(head, &length);
  g_byte_array_append(octets, bytes, (guint)length);
  mail_send(to, RANKS_WORKER + worker, octets);
}

static void ranks_read(struct ranks_service *service, guint sender, guint about, const GByteArray *octets) {
  struct unpack from = ranks_reader(octets);
  struct ranks_asker asker = {.rank = sender};
  if (about == RANKS_TAKE) ranks_take(service, octets);
  if (about == RANKS_TELL) progress_count(foreman_progress(service->foreman), (gint64)unpack_64(&from), FALSE);
  if (about == RANKS_BYE) service->others--;
  if (about != RANKS_ASK && about != RANKS_HEAD) return;
  asker.worker = unpack_32(&from);
  if (about == RANKS_ASK) g_array_append_val(service->asker, asker);
  else ranks_send_head(service, sender, asker.worker, unpack_32(&from));
}

/* One message, if there is any. What a rank says of the next plan can wait. */
static gboolean ranks_look(struct ranks_service *service) {
  for (guint about = RANKS_TAKE; about <= RANKS_BYE; about++) {
    GByteArray *octets;
    guint sender;
    if (!mail_look(MAIL_ANYBODY, about, &octets, &sender)) continue;
    ranks_read(service, sender, about, octets);
    g_byte_array_unref(octets);
    return TRUE;
  }
  return FALSE;
}

static gpointer ranks_main(gpointer data) {
  struct ranks_service *service = data;
  guint pause = 0;
  while (service->others > 0) {
    gboolean read = ranks_look(service), answered = ranks_answer_askers(service);
    if (read || answered) pause = 0;
    else mail_sleep(&pause);
  }
  return NULL;
}

struct ranks_service *ranks_service_new(const struct mail *mail, struct foreman *foreman) {
  struct ranks_service *service = g_new0(struct ranks_service, 1);
  *service = (struct ranks_service){.foreman = foreman, .others = mail->count - 1};
  service->asker = g_array_new(FALSE, FALSE, sizeof(struct ranks_asker));
  if (service->others > 0) service->thread = g_thread_new("ranks", ranks_main, service);
  return service;
}

void ranks_service_free(struct ranks_service *service) {
  if (service->thread) g_thread_join(service->thread);
  g_array_unref(service->asker);
  g_free(service);
}

/* --- the others --- */

struct ranks_helper {
  GMutex lock; /* the head */
  guint32 run;
  GBytes *head; /* of that run, the last that was needed, or NULL */
};

static void ranks_ask(guint about, guint worker, guint32 run) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  pack_32(octets, worker);
  pack_32(octets, run);
  mail_send(0, about, octets);
}

static GBytes *ranks_head(struct ranks_helper *helper, guint worker, guint32 run) {
  g_mutex_lock(&helper->lock);
  if (!helper->head || helper->run != run) {
    if (helper->head) g_bytes_unref(helper->head);
    ranks_ask(RANKS_HEAD, worker, run);
    helper->head = g_byte_array_free_to_bytes(mail_wait(0, RANKS_WORKER + worker));
    helper->run = run;
  }
  GBytes *head = g_bytes_ref(helper->head);
  g_mutex_unlock(&helper->lock);
  return head;
}

static gboolean ranks_next(void *context, guint worker, struct task *task, GBytes **head) {
  ranks_ask(RANKS_ASK, worker, 0);
  g_autoptr(GByteArray) octets = mail_wait(0, RANKS_WORKER + worker);
  if (octets->len == 0) return FALSE;
  struct unpack from = ranks_reader(octets);
  ranks_unpack_task(&from, task);
  *head = task->parcel == TASK_HEAD ? NULL : ranks_head(context, worker, task->run);
  return TRUE;
}

static void ranks_bring(void *context, guint worker, const struct task *task, struct task_result *result) {
  g_autoptr(GByteArray) octets = g_byte_array_new();
  gsize length;
  const guint8 *bytes = g_bytes_get_data(result->bytes, &length);
  (void)context, (void)worker;
  ranks_pack_task(octets, task);
  pack_8(octets, result->failed != 0);
  pack_real(octets, result->wall_seconds);
  pack_real(octets, result->peak_memory_mib);
  g_byte_array_append(octets, bytes, (guint)length);
  mail_send(0, RANKS_TAKE, octets);
  task_result_clear(result);
}

/* Tells rank 0 what has been done since the last time, until the threads are done. */
static void ranks_tell(struct progress *progress, struct jobs *jobs) {
  gint64 told = 0;
  for (gboolean done = FALSE; !done;) {
    done = jobs_wait(jobs, RANKS_TICK);
    gint64 now = progress->done;
    g_autoptr(GByteArray) octets = g_byte_array_new();
    pack_64(octets, (guint64)(now - told));
    if (now > told) mail_send(0, RANKS_TELL, octets);
    told = now;
  }
}

void ranks_help(const struct desk *desk, guint count) {
  struct ranks_helper helper = {.head = NULL};
  struct jobs_source source = {.context = &helper, .next = ranks_next, .take = ranks_bring};
  struct progress progress;
  struct desk own = *desk;
  progress_init(&progress, "", TRUE);
  own.progress = &progress;
  g_mutex_init(&helper.lock);
  struct jobs *jobs = jobs_new(&source, &own, count);
  ranks_tell(&progress, jobs);
  jobs_free(jobs);
  ranks_send_text(0, RANKS_BYE, "");
  if (helper.head) g_bytes_unref(helper.head);
  g_mutex_clear(&helper.lock);
}
