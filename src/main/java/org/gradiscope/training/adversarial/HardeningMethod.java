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

package org.gradiscope.training.adversarial;

import java.util.List;
import java.util.Locale;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.engine.Network;
import org.gradiscope.training.TrainingStep;

/** The ways of adversarial training by the words that users choose. */
public enum HardeningMethod {

	/** {@link AttackTraining#pgd}. */
	PGD("Madry 2018") {

		@Override
		public TrainingStep step(final Bound bound, final int passes, final double beta,
			final long seed, final List<Network> sources) {
			return AttackTraining.pgd(bound, passes, seed);
		}
	},
	/** {@link AttackTraining#fgsm}. */
	FGSM("Goodfellow 2015") {

		@Override
		public TrainingStep step(final Bound bound, final int passes, final double beta,
			final long seed, final List<Network> sources) {
			return AttackTraining.fgsm(bound);
		}
	},
	/** {@link FreeTraining}. */
	FREE("Shafahi 2019") {

		@Override
		public TrainingStep step(final Bound bound, final int passes, final double beta,
			final long seed, final List<Network> sources) {
			return new FreeTraining(bound, passes);
		}
	},
	/** {@link TradesTraining}. */
	TRADES("Zhang 2019") {

		@Override
		public TrainingStep step(final Bound bound, final int passes, final double beta,
			final long seed, final List<Network> sources) {
			return new TradesTraining(bound, passes, beta, seed);
		}
	},
	/** {@link AttackTraining#ensemble}. */
	ENSEMBLE("Tramer 2018") {

		@Override
		public TrainingStep step(final Bound bound, final int passes, final double beta,
			final long seed, final List<Network> sources) {
			return AttackTraining.ensemble(bound, sources);
		}
	};

	private final String paper;

	HardeningMethod(final String paper) {
		this.paper = paper;
	}

	/** Author and year. */
	public String paper() {
		return paper;
	}

	/**
	 * What is done with each batch.
	 *
	 * @param bound of perturbations
	 * @param passes how many gradients an example takes (pgd, trades), or how often a batch is gone over (free)
	 * @param beta of TRADES
	 * @param seed of where the attacks begin (pgd, trades)
	 * @param sources of examples besides the network itself, for ensemble
	 */
	public abstract TrainingStep step(Bound bound, int passes, double beta, long seed,
		List<Network> sources);

	/** The word by which users choose it. */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
