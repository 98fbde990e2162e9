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

package org.gradiscope.attack;

import org.gradiscope.engine.Prediction;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;

/** When a network counts as fooled, and what to climb to get there. */
public sealed interface Criterion {

	/** Whether a prediction fools. */
	boolean isMet(Prediction prediction);

	/** Grows as the criterion is neared. */
	Objective objective();

	/**
	 * Any class but this one. What is climbed is the cross-entropy of this class.
	 *
	 * @param original the class that the network gives the clean image
	 */
	record Misclassification(int original) implements Criterion {

		@Override
		public boolean isMet(final Prediction prediction) {
			return prediction.best() != original;
		}

		@Override
		public Objective objective() {
			return Objectives.logProbability(original).negate();
		}
	}

	/**
	 * One class. What is climbed is its log-probability.
	 *
	 * @param target the class wanted
	 */
	record Targeted(int target) implements Criterion {

		@Override
		public boolean isMet(final Prediction prediction) {
			return prediction.best() == target;
		}

		@Override
		public Objective objective() {
			return Objectives.logProbability(target);
		}
	}
}
