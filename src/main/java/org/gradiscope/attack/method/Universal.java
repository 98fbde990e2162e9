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

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.method.unbounded.DeepFool;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * One perturbation for all images of a batch (Moosavi-Dezfooli et al. 2016, "Universal adversarial
 * perturbations", algorithm 1). Image after image that v does not fool yet, DeepFool's step from
 * {@code x + v} across the nearest boundary is added to v, which is projected on the ball of epsilon;
 * this is repeated until v fools a part of the images. Images are taken in their order, and are cut to
 * the value range after v is added, so where they have no room they change by less than v.
 *
 * @param rate the part of the images to be fooled, 0..1; it ends when more are
 * @param passes over all images, at most, at least 1
 * @param inner steps across boundaries
 */
public record Universal(Bound bound, double rate, int passes, DeepFool inner)
	implements BoundedAttack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Universal {
		OptionChecks.require(rate >= 0 && rate < 1, "a fooling rate from 0 to under 1", rate);
		OptionChecks.require(passes >= 1, "passes of at least 1", passes);
		OptionChecks.requireFinite(bound);
	}

	/** Over 0.8 of the images, in at most 10 passes, by the paper's DeepFool, which is in L2. */
	public static Universal of(final Bound bound) {
		return new Universal(bound, 0.8, 10, DeepFool.of(Norm.L2));
	}

	@Override
	public Universal withEpsilon(final double epsilon) {
		return new Universal(new Bound(bound.norm(), epsilon), rate, passes, inner);
	}

	public Universal withRate(final double newRate) {
		return OptionRecords.with(this, "rate", newRate);
	}

	public Universal withPasses(final int newPasses) {
		return OptionRecords.with(this, "passes", newPasses);
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		return ball.project(sum(images, perturbation(model, images, ball, progress)));
	}

	/**
	 * The perturbation itself, which may be added to other images.
	 *
	 * @param images {@code [n, h, w, c]}
	 * @param mask {@code [1, h, w, c]} or the images' shape: what is not 0 may change; null for all
	 * @return {@code [1, h, w, c]}, in grey levels, no larger than epsilon
	 */
	public Tensor perturbation(final TargetModel model, final Pixels images, final Tensor mask,
		final Progress progress) {
		return perturbation(model, images, new EpsilonBall(images, bound, mask), progress);
	}

	private Tensor perturbation(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		Tensor v = Tensor.zeros(images.shape().with(0, 1));
		for (int pass = 0; pass < passes; pass++) {
			for (int n = 0; n < images.count(); n++) {
				progress.check();
				final int done = pass * images.count() + n;
				v =
					crossed(model.item(n), images.item(n), ball.item(n), v, new Progress.SubProgress(progress,
						done, 1, passes * images.count(), "pass " + (pass + 1) + ", image " + (n + 1)));
			}
			if (fooled(model, images, ball, v) > rate * images.count()) break;
		}
		return v;
	}

	/** v, and what leads one image that it does not fool across a boundary. */
	private Tensor crossed(final TargetModel model, final Pixels image, final EpsilonBall ball,
		final Tensor v, final Progress progress) {
		final Pixels current = image.with(ball.project(sum(image, v)));
		if (model.fooled(model.scores(current))[0]) return v;
		final Tensor across =
			inner.perturb(model, current, new EpsilonBall(current, inner.bound(), ball.mask()), progress);
		final Tensor longer = v.copy();
		for (int i = 0; i < longer.size(); i++)
			longer.data()[i] += across.data()[i] - current.values().data()[i];
		return projected(longer);
	}

	/** On the ball of epsilon around 0. */
	private Tensor projected(final Tensor v) {
		final float epsilon = (float) bound.epsilon();
		final double norm = Norm.L2.of(v.data(), 0, v.size());
		final double scale = bound.norm() == Norm.L2 && norm > epsilon ? epsilon / norm : 1;
		for (int i = 0; i < v.size(); i++)
			v.data()[i] = bound.norm() == Norm.L2 ? (float) (scale * v.data()[i])
				: Math.max(-epsilon, Math.min(epsilon, v.data()[i]));
		return v;
	}

	private static int fooled(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Tensor v) {
		int fooled = 0;
		for (int n = 0; n < images.count(); n++) {
			final TargetModel one = model.item(n);
			final Pixels image = images.item(n);
			if (one.fooled(one.scores(image.with(ball.item(n).project(sum(image, v)))))[0]) fooled++;
		}
		return fooled;
	}

	private static Tensor sum(final Pixels images, final Tensor v) {
		final Tensor sum = images.values().copy();
		for (int i = 0; i < sum.size(); i++)
			sum.data()[i] += v.data()[i % v.size()];
		return sum;
	}
}
