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

package org.gradiscope.attack.patch;

import java.util.Locale;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.options.OptionRecords;

/**
 * How a patch is learnt.
 *
 * @param placements in which it is to work
 * @param steps at least 1
 * @param batch images in a step, at least 1
 * @param climb how a step follows the gradient
 * @param rate the size of a step as a fraction of the value range, over 0 and at most 1
 * @param variation the weight of the total variation, at least 0
 * @param palette the printer's colours; null for any
 * @param printability the weight of the non-printability score, at least 0
 * @param seed of the batches and the placements
 */
public record PatchOptions(Placements placements, int steps, int batch, Climb climb, double rate,
	double variation, Palette palette, double printability, long seed) {

	/** Usual. */
	public static final int STEPS = 500;
	/** Usual. */
	public static final int BATCH = 16;
	/** Usual. */
	public static final double RATE = 0.05;
	/** Usual. */
	public static final double VARIATION = 0.1;
	/** Usual. */
	public static final double PRINTABILITY = 1;

	/** How a step follows the gradient. */
	public enum Climb {

		/** Kingma &amp; Ba 2014. */
		ADAM,

		/** Every value by the whole rate, up or down. */
		SIGN;

		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}
	}

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public PatchOptions {
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(batch >= 1, "a batch of at least 1 image", batch);
		OptionChecks.require(rate > 0 && rate <= 1, "a rate over 0 and at most 1", rate);
		OptionChecks.require(variation >= 0 && Double.isFinite(variation),
			"a weight of the total variation of at least 0", variation);
		OptionChecks.require(printability >= 0 && Double.isFinite(printability),
			"a weight of the non-printability score of at least 0", printability);
	}

	/** Steps of Adam, in any colours. */
	public static PatchOptions of(final Placements placements, final long seed) {
		return new PatchOptions(placements, STEPS, BATCH, Climb.ADAM, RATE, VARIATION, null,
			PRINTABILITY, seed);
	}

	public PatchOptions withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public PatchOptions withBatch(final int newBatch) {
		return OptionRecords.with(this, "batch", newBatch);
	}

	public PatchOptions withClimb(final Climb newClimb) {
		return OptionRecords.with(this, "climb", newClimb);
	}

	public PatchOptions withRate(final double newRate) {
		return OptionRecords.with(this, "rate", newRate);
	}

	public PatchOptions withVariation(final double newVariation) {
		return OptionRecords.with(this, "variation", newVariation);
	}

	/** @param newPalette null for any colours */
	public PatchOptions withPalette(final Palette newPalette, final double newWeight) {
		return OptionRecords.with(this, "palette", newPalette, "printability", newWeight);
	}
}
