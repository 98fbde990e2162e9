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

package org.gradiscope.attack.method;

import java.util.Optional;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.EotTargetModel;
import org.gradiscope.attack.target.FreshViews;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.attack.view.View;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * An attack that is to hold however the image is seen: its base climbs the mean of the loss over random
 * views of the image instead of the loss, new views each time (Athalye et al. 2017, "Synthesizing Robust
 * Adversarial Examples": expectation over transformation; here the views are of the plane, and the bound
 * is on the image itself). Whether it holds say {@link FreshViews}. A region of a picture that the network
 * gives stays where it is while the image turns under it, so for it small views alone make sense.
 *
 * @param base any attack by gradients
 * @param samples views for each gradient, 1 to 10,000
 * @param view what they may be like
 * @param seed of the views; the images of a batch have the same ones
 */
public record Expectation(Attack base, int samples, View view, long seed) implements BoundedAttack {

	/** More change nothing. */
	private static final int MOST = 10_000;

	/** @throws IllegalArgumentException if there is no sample, or more than anybody needs */
	public Expectation {
		OptionChecks.require(samples >= 1 && samples <= MOST,
			"samples of at least 1 and at most " + MOST, samples);
	}

	/** Over 10 usual views. */
	public static Expectation of(final Attack base) {
		return new Expectation(base, 10, View.USUAL, 1);
	}

	@Override
	public Bound bound() {
		return base.bound();
	}

	/** @throws IllegalArgumentException if the base has no epsilon */
	@Override
	public Expectation withEpsilon(final double epsilon) {
		OptionChecks.require(base instanceof BoundedAttack, "a base with an epsilon", base);
		return new Expectation(((BoundedAttack) base).withEpsilon(epsilon), samples, view, seed);
	}

	public Expectation withSamples(final int newSamples) {
		return OptionRecords.with(this, "samples", newSamples);
	}

	public Expectation withView(final View newView) {
		return OptionRecords.with(this, "view", newView);
	}

	public Expectation withSeed(final long newSeed) {
		return OptionRecords.with(this, "seed", newSeed);
	}

	@Override
	public Optional<FreshViews> freshViews() {
		return Optional.of(FreshViews.beside(view, seed));
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return base.perturb(new EotTargetModel(model, view, samples, seed), images, ball, progress);
	}
}
