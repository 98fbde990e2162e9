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

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.EpsilonBall;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingStep;

/**
 * "Free" adversarial training (Shafahi et al. 2019, "Adversarial Training for Free!", algorithm 1): each
 * batch is gone over some times, and each pass gives the gradient of the weights and, at no further cost, that of the
 * pixels, by which the perturbation grows for the next pass. It is handed on from batch to batch.
 */
public final class FreeTraining implements TrainingStep {

	private final Bound bound;
	private final int replays;
	/** What is added to the images of a batch; none before the first. */
	private Tensor change;

	/**
	 * @param bound in L-infinity
	 * @param replays m, how often each batch is gone over, at least 1; the paper has 8
	 */
	public FreeTraining(final Bound bound, final int replays) {
		if (replays < 1) throw new IllegalArgumentException(
			"Free training goes over each batch once at least, but " + replays + " was given.");
		this.bound = bound;
		this.replays = replays;
	}

	@Override
	public int moves() {
		return replays;
	}

	@Override
	public double take(final Trainer trainer, final Examples batch) {
		final Pixels images = batch.images();
		final EpsilonBall ball = new EpsilonBall(images, bound, null);
		if (change == null || !change.shape().equals(images.shape()))
			change = Tensor.zeros(images.shape());
		Tensor current = ball.project(images.values().plus(change, 1));
		double loss = 0;
		for (int replay = 0; replay < replays; replay++) {
			final Tensor targets = trainer.targets(batch);
			final Answer answer = trainer.step(Query.of(images.with(current))
				.objective(Objectives.logProbabilities(targets)).withValues().withGradient());
			loss = Trainer.loss(answer);
			current = ball.step(current, answer.gradient(), -bound.epsilon());
		}
		change = current.plus(images.values(), -1);
		return loss;
	}
}
