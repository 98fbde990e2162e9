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
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.target.ClassRanking;
import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Progress;
import org.gradiscope.options.OptionRecords;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * FAB, the fast adaptive boundary attack: steps to where two classes would have equal scores if these were
 * linear, drawn towards the original, and back from each image that fools (Croce &amp; Hein 2020,
 * "Minimally distorted Adversarial Examples with a Fast Adaptive Boundary Attack"), in its targeted form: towards one
 * class after the other, the likeliest of the clean image first, of which the nearest image that fools is taken.
 * With {@code d} the shortest way from x to that hyperplane within the value range, {@code d_0} that from
 * the original {@code x_0}, and {@code a = min(|d| / (|d| + |d_0|), alpha)},
 *
 * <pre>
 * x = (1 - a) (x + eta d) + a (x_0 + eta d_0)
 * x = x_0 + beta (x - x_0)   if that fools
 * </pre>
 *
 * It starts from the image itself. As in the authors' AutoAttack, there are no random restarts and no
 * search at the end along the way to the original, and away from a class, whatever other class an
 * iterate is taken for, it fools. The paper knows no target; with one, the hyperplane is that
 * between the target and the class that is the best other at that step.
 *
 * @param norm in which the change is small
 * @param steps towards each class, at least 1; each takes a gradient and a forward pass
 * @param candidates how many classes of the clean image are looked at, at least 2, its own among them;
 *          all where there are not so many
 * @param alpha how far a step is drawn towards the original at most, 0..1
 * @param eta how far a step goes beyond the hyperplane, at least 1
 * @param beta how far from the original it goes on after an image that fools, 0..1
 */
public record Fab(Norm norm, int steps, int candidates, double alpha, double eta, double beta)
	implements Attack {

	/** @throws IllegalArgumentException if a value is outside its bounds; the message says which */
	public Fab {
		OptionChecks.require(steps >= 1, "steps of at least 1", steps);
		OptionChecks.require(candidates >= 2, "candidates of at least 2", candidates);
		OptionChecks.require(alpha >= 0 && alpha <= 1, "an alpha in 0..1", alpha);
		OptionChecks.require(eta >= 1 && Double.isFinite(eta), "an eta of at least 1", eta);
		OptionChecks.require(beta > 0 && beta < 1, "a beta over 0 and under 1", beta);
	}

	/** The paper's: 100 steps to each of 9 classes, alpha 0.1, eta 1.05, beta 0.9. */
	public static Fab of(final Norm norm) {
		return new Fab(norm, 100, 10, 0.1, 1.05, 0.9);
	}

	public Fab withSteps(final int newSteps) {
		return OptionRecords.with(this, "steps", newSteps);
	}

	public Fab withCandidates(final int newCandidates) {
		return OptionRecords.with(this, "candidates", newCandidates);
	}

	/** The value range: how small the change is, is the result. */
	@Override
	public Bound bound() {
		return Bound.RANGE;
	}

	@Override
	public Tensor perturb(final TargetModel model, final Pixels images, final EpsilonBall ball,
		final Progress progress) {
		final FabRun run = new FabRun(this, model, images, ball);
		final int targets = ClassRanking.targets(model, candidates);
		for (int rank = 0; rank < targets; rank++)
			run.towards(rank, new Progress.SubProgress(progress, rank, targets));
		return run.nearest(Double.POSITIVE_INFINITY);
	}

	/**
	 * Towards one class alone.
	 *
	 * @param rank of that class among the others of the clean image, from 0
	 * @param ball around the images, of the value range
	 * @param epsilon how far what it finds may be, in grey levels
	 * @return the nearest image that fools, or the original where none does within epsilon
	 */
	public Tensor towards(final int rank, final TargetModel model, final Pixels images,
		final EpsilonBall ball, final double epsilon, final Progress progress) {
		final FabRun run = new FabRun(this, model, images, ball);
		run.towards(rank, progress);
		return run.nearest(epsilon);
	}
}
