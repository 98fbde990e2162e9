/*-
 * #%L
 * Convolutional networks looked into from ImageJ and Fiji.
 * %%
 * Copyright (C) 2026 Gradiscope founders.
 * %%
 * Redistribution and use in source and binary forms, with or without
 * modification, are permitted provided that the following conditions are met:
 *
 * 1. Redistributions of source code must retain the above copyright notice,
 *    this list of conditions and the following disclaimer.
 * 2. Redistributions in binary form must reproduce the above copyright notice,
 *    this list of conditions and the following disclaimer in the documentation
 *    and/or other materials provided with the distribution.
 *
 * THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"
 * AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT LIMITED TO, THE
 * IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR A PARTICULAR PURPOSE
 * ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT HOLDERS OR CONTRIBUTORS BE
 * LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL, SPECIAL, EXEMPLARY, OR
 * CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT LIMITED TO, PROCUREMENT OF
 * SUBSTITUTE GOODS OR SERVICES; LOSS OF USE, DATA, OR PROFITS; OR BUSINESS
 * INTERRUPTION) HOWEVER CAUSED AND ON ANY THEORY OF LIABILITY, WHETHER IN
 * CONTRACT, STRICT LIABILITY, OR TORT (INCLUDING NEGLIGENCE OR OTHERWISE)
 * ARISING IN ANY WAY OUT OF THE USE OF THIS SOFTWARE, EVEN IF ADVISED OF THE
 * POSSIBILITY OF SUCH DAMAGE.
 * #L%
 */

package org.gradiscope.objective;

import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** How strongly a network predicts a class. */
public enum Score {

	/** The score before the softmax; what other classes get does not matter. */
	LOGIT("logit", Objectives::logit, scores -> scores),

	/** The logarithm of the probability. */
	LOG_PROBABILITY("log-probability", Objectives::logProbability, Function.LOG_PROBABILITIES::of),

	/** The probability; its gradient vanishes where the network is sure. */
	PROBABILITY("probability", Objectives::probability, Function.PROBABILITIES::of);

	private final String word;
	private final IntFunction<Objective> objective;
	private final UnaryOperator<Expression> ofScores;

	Score(final String word, final IntFunction<Objective> objective,
		final UnaryOperator<Expression> ofScores) {
		this.word = word;
		this.objective = objective;
		this.ofScores = ofScores;
	}

	/** What the scores of all classes become. */
	Expression of(final Expression scores) {
		return ofScores.apply(scores);
	}

	/** The score of class {@code target}. */
	public Objective of(final int target) {
		return objective.apply(target);
	}

	/** The word by which users choose it, for example {@code log-probability}. */
	@Override
	public String toString() {
		return word;
	}
}
