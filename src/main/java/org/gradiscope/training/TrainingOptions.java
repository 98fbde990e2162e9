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

package org.gradiscope.training;

import org.gradiscope.options.OptionRecords;

/**
 * How weights are moved, by Adam (Kingma &amp; Ba 2014) on the mean loss of a batch.
 *
 * @param steps the number of batches
 * @param batch how many images a batch has
 * @param rate Adam's largest step size; it is risen to along the first twentieth of the steps, so that no
 *          ReLU is closed for good, and falls to 0 along half a cosine
 * @param decay decoupled decay of the kernels per step, times the step size (Loshchilov &amp; Hutter 2017)
 * @param smoothing the share of each target that is spread over all classes, 0..1, so that the network is
 *          never surer than it can be (Szegedy et al. 2015)
 * @param seed of all that is random
 */
public record TrainingOptions(int steps, int batch, double rate, double decay, double smoothing,
	long seed) {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public TrainingOptions {
		require(steps >= 1, "at least 1 step", steps);
		require(batch >= 1, "batches of at least 1 image", batch);
		require(rate > 0 && rate < Double.POSITIVE_INFINITY, "a rate over 0", rate);
		require(decay >= 0 && decay < Double.POSITIVE_INFINITY, "a decay of at least 0", decay);
		require(smoothing >= 0 && smoothing < 1, "a smoothing of at least 0 and under 1", smoothing);
	}

	private static void require(final boolean valid, final String expected, final Object given) {
		OptionRecords.require("Training needs", valid, expected, given);
	}

	/** Batches of 32, steps of 0.001, a decay of 0.01, no smoothing. */
	public static TrainingOptions of(final int steps) {
		return new TrainingOptions(steps, 32, 1e-3, 0.01, 0, 1);
	}

	public TrainingOptions withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public TrainingOptions withBatch(final int newBatch) {
		return OptionRecords.with(this, "batch", newBatch);
	}

	public TrainingOptions withRate(final double newRate) {
		return OptionRecords.with(this, "rate", newRate);
	}

	public TrainingOptions withDecay(final double newDecay) {
		return OptionRecords.with(this, "decay", newDecay);
	}

	public TrainingOptions withSmoothing(final double newSmoothing) {
		return OptionRecords.with(this, "smoothing", newSmoothing);
	}

	public TrainingOptions withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	/** The size of a step, counted from 0. */
	double rate(final int step) {
		final double progress = Math.min(1, (double) step / steps);
		final double rise = Math.min(1, 20 * progress + 1.0 / steps);
		return rate * rise * 0.5 * (1 + StrictMath.cos(Math.PI * progress));
	}
}
