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

package org.gradiscope.attack.method.unbounded;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.Loss;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * The L2 attack of Carlini &amp; Wagner (2016, "Towards Evaluating the Robustness of Neural Networks",
 * section VI A): Adam goes down
 *
 * <pre>
 * |x - x0|^2 / extent^2 + c max(kappa - M(x), 0),   x = m + h tanh(w)
 * </pre>
 *
 * over w, with M the {@link Loss#MARGIN}, over 0 just where x fools, m and h the middle of the value range
 * and half its extent. Distances are in units of the range, as in the paper, so that c is the same for
 * every type of image. c is searched for each image: ten times as large while nothing fools, then by
 * bisection. The smallest change that fooled at any step is the result, the original where none did.
 * <p>
 * The readings taken: as in the authors' program, each search begins at the original, with a new Adam, and
 * ends early where its loss has not become less by a ten-thousandth in a tenth of the steps. This is
 * asked of each image for itself, not of the batch's sum, so that an image gives in a batch what it
 * gives alone. A value on the border begins a ten-thousandth of half the range inside; the authors' begin
 * a millionth inside, where the tangent is so flat that a search may end before they have moved.
 * </p>
 *
 * @param searches how many c are tried, at least 1
 * @param steps of Adam for each at most, at least 1
 * @param rate of Adam, in w, over 0
 * @param constant the first c, over 0
 * @param kappa the margin wanted, in scores before the softmax, at least 0
 * @param abortEarly whether a search without progress ends
 */
public record CarliniWagner(int searches, int steps, double rate, double constant, double kappa,
	boolean abortEarly) implements Attack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public CarliniWagner {
		OptionChecks.require(searches >= 1, "searches of at least 1", searches);
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(rate > 0 && Double.isFinite(rate), "a rate over 0", rate);
		OptionChecks.require(constant > 0 && Double.isFinite(constant), "a constant over 0", constant);
		OptionChecks.require(kappa >= 0 && Double.isFinite(kappa), "a kappa of at least 0", kappa);
	}

	/** 9 searches of 1000 steps of 0.01, c from 0.001 on, kappa 0: the authors'. */
	public static CarliniWagner usual() {
		return new CarliniWagner(9, 1000, 0.01, 0.001, 0, true);
	}

	public CarliniWagner withSearches(final int newSearches) {
		return OptionRecords.with(this, "searches", newSearches);
	}

	public CarliniWagner withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public CarliniWagner withRate(final double newRate) {
		return OptionRecords.with(this, "rate", newRate);
	}

	public CarliniWagner withConstant(final double newConstant) {
		return OptionRecords.with(this, "constant", newConstant);
	}

	public CarliniWagner withKappa(final double newKappa) {
		return OptionRecords.with(this, "kappa", newKappa);
	}

	public CarliniWagner withAbortEarly(final boolean abort) {
		return OptionRecords.with(this, "abortEarly", abort);
	}

	/** The value range: how small the change is, is the result. */
	@Override
	public Bound bound() {
		return Bound.RANGE;
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return new CarliniWagnerRun(this, model, images, ball).run(progress);
	}
}
