import type { DistributionName } from '../distributions/recognise.ts';
import type { Knowledge } from '../knowledge/knowledge.ts';
import type { Path } from '../upgrade/path.ts';
import { formatVersion } from '../upgrade/version.ts';
import type { Answer } from '../waivers/waiver-file.ts';
import { remarkOnAnswer, type WaiverRemark } from '../waivers/waiver-remark.ts';
import type { Question } from './assessment.ts';
import type { Finding } from './finding.ts';
import { hazardFinding } from './hazard-finding.ts';
import { hazardsOnHop } from './hazards-on-hop.ts';

/** What answers rest on. */
export interface AnswerContext {
  readonly path: Path;
  readonly knowledge: Pick<Knowledge, 'hazards'>;
  readonly distribution: DistributionName | 'unknown';
  /** The day on which it is judged, `2026-11-24`. */
  readonly today: string;
}

export interface AnsweredQuestions {
  /** All questions; those that are answered say how. */
  readonly questions: readonly Question[];
  /** What the answers found. */
  readonly findings: readonly Finding[];
  readonly remarks: readonly WaiverRemark[];
}

/** Puts people's answers to the questions; one that says the cluster is affected becomes a finding. */
export function answerQuestions(
  questions: readonly Question[],
  answers: readonly Answer[],
  context: AnswerContext,
): AnsweredQuestions {
  const live = answers.filter(({ expires }) => expires >= context.today);
  const answered = questions.map((question) => {
    const answer = live.find((one) => isAnswerTo(one, question));
    return answer === undefined ? question : { ...question, answer: withoutQuestion(answer) };
  });
  return {
    questions: answered,
    findings: answered.flatMap((question) =>
      question.answer?.affected === true ? findingsOf(question, question.answer, context) : [],
    ),
    remarks: answers.flatMap((answer) => {
      if (!live.includes(answer)) {
        return [remarkOnAnswer(answer, 'expired', `it expired on ${answer.expires}`)];
      }
      const asked = questions.filter(({ hazard }) => hazard === answer.hazard);
      if (asked.length === 0) return [remarkOnAnswer(answer, 'unused', 'this report does not ask that')];
      if (asked.some((question) => isAnswerTo(answer, question))) return [];
      const now = asked.map(({ question }) => question).join(' ');
      return [remarkOnAnswer(answer, 'outdated', `the question is another one now: ${now}`)];
    }),
  };
}

/** A question that names flags names others on another path, and nobody has answered for those. */
function isAnswerTo(answer: Answer, question: Question): boolean {
  const plain = (text: string) => text.replace(/\s+/g, ' ').trim();
  return answer.hazard === question.hazard && plain(answer.question) === plain(question.question);
}

function withoutQuestion({
  affected,
  reason,
  owner,
  expires,
  ticket,
}: Answer): NonNullable<Question['answer']> {
  return { affected, reason, owner, expires, ...(ticket === undefined ? {} : { ticket }) };
}

function findingsOf(
  question: Question,
  answer: NonNullable<Question['answer']>,
  { path, knowledge, distribution }: AnswerContext,
): readonly Finding[] {
  const evidence = [{ values: { answer: answer.reason, owner: answer.owner } }];
  const hazards = knowledge.hazards.filter(({ id }) => id === question.hazard);
  const found = path.hops.flatMap((hop) =>
    hazardsOnHop(hazards, hop, distribution).map((hazard) =>
      hazardFinding(hazard, { outcome: 'hit', evidence }, hop),
    ),
  );
  return found.length > 0 ? found : [bareFinding(question, evidence, path)];
}

/** A question that no hazard on the path stands behind still counts with what it says itself. */
function bareFinding(question: Question, evidence: Finding['evidence'], path: Path): Finding {
  const hops = path.hops.map(({ from, to }) => ({ from: formatVersion(from), to: formatVersion(to) }));
  const [hop = { from: formatVersion(path.from), to: formatVersion(path.to) }] = hops;
  return {
    id: question.hazard,
    hazard: question.hazard,
    outcome: 'hit',
    severity: question.severity,
    confidence: 'confirmed',
    category: 'requirement',
    component: 'cluster',
    title: question.title,
    message: `Somebody who looked says that this cluster is affected. The question was: ${question.question}`,
    hop,
    hops: hops.length === 0 ? [hop] : hops,
    evidence,
    because: [],
    explain: '',
    remediate: [{ title: 'Mend what the answer speaks of before the upgrade', note: question.how }],
    rescue: [],
    sources: [],
  };
}
