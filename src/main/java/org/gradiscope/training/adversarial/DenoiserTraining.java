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
import java.util.SplittableRandom;

import org.gradiscope.attack.BoundedAttack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Query;
import org.gradiscope.objective.Objectives;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingStep;

/**
 * Trains a denoiser before a fixed network f, so that f answers to an image x* that was made to fool it
 * what it answers to the clean one (Liao et al. 2018, "Defense against Adversarial Attacks Using High-Level
 * Representation Guided Denoiser", section 4):
 *
 * <pre>
 * L = |f_l(D(x*)) - f_l(x)|^2
 * </pre>
 *
 * with the scores for f_l (the paper's logits guided denoiser) or the activations of a layer (its feature
 * guided denoiser; the paper takes the last layer with positions). Half of each batch is clean, as in the
 * paper's data, and half was attacked on f alone, in turn by one step or several, at an epsilon that is drawn for
 * each batch, from a sixteenth of the largest to that (the paper has 1 to 16). No label is needed: the attacks lead
 * away from what f itself says.
 * <p>
 * The paper sums the absolute values of the differences. A denoiser that does nothing, as it does at first, is right
 * about clean images, and at an edge of that loss, which rises in all directions: of few steps it does not
 * come away. The mean of the squares has no edge.
 * </p>
 *
 * @param bare f, without the denoiser
 * @param layer f_l, or {@link org.gradiscope.objective.Expression#LOGITS}
 * @param bound the largest, in L-infinity
 * @param passes how many steps an attack of several has, at least 1
 * @param seed of epsilons and attacks
 */
public record DenoiserTraining(Network bare, String layer, Bound bound, int passes, long seed)
	implements TrainingStep {

	/** The smallest epsilon as a part of the largest. */
	private static final double LEAST = 1.0 / 16;

	/** @throws IllegalArgumentException if a value is outside its bounds */
	public DenoiserTraining {
		if (passes < 1) throw new IllegalArgumentException(
			"A denoiser learns from attacks of at least 1 step, but " + passes + " was given.");
	}

	/** @param batch with the classes that f says */
	@Override
	public double take(final Trainer trainer, final Examples batch) {
		final Pixels clean = batch.images();
		final Tensor wanted = bare.activation(clean, layer);
		final Pixels hard = AttackTraining.perturbed(attack(trainer.taken()), bare, batch);
		final Pixels both = clean.with(Tensor.batch(List.of(clean.values(), hard.values())));
		return Trainer.loss(trainer.step(Query.of(both)
			.objective(Objectives.squareDistance(layer, Tensor.batch(List.of(wanted, wanted))).negate())
			.withValues()));
	}

	/** That of a step of the training, from 0. */
	BoundedAttack attack(final int step) {
		final SplittableRandom random = new SplittableRandom(31 * seed + step);
		final double share = LEAST + (1 - LEAST) * random.nextDouble();
		final Bound size = new Bound(bound.norm(), share * bound.epsilon());
		return step % 2 == 0 ? new Fgsm(size)
			: Pgd.of(size).withSteps(passes).withSeed(random.nextLong());
	}
}
