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

import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.method.gradient.Fgsm;
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.training.Examples;
import org.gradiscope.training.Trainer;
import org.gradiscope.training.TrainingStep;

/**
 * Trains on what an attack makes of each batch, with the weights as they are then.
 *
 * @param attack by the number of the step, which seeds what is random
 * @param sources of the examples in turn, other, fixed networks; the one in training is always one more
 * @param mixed whether the clean images are trained on too, half and half
 */
public record AttackTraining(LongFunction<? extends Attack> attack, List<Network> sources,
	boolean mixed) implements TrainingStep {

	public AttackTraining {
		sources = List.copyOf(sources);
	}

	/**
	 * One step along the sign of the gradient, and the clean images (Goodfellow et al. 2015, "Explaining and
	 * Harnessing Adversarial Examples", section 6, with alpha = 0.5).
	 */
	public static AttackTraining fgsm(final Bound bound) {
		return new AttackTraining(step -> new Fgsm(bound), List.of(), true);
	}

	/**
	 * The worst that projected gradient descent finds, and nothing else (Madry et al. 2018, "Towards Deep
	 * Learning Models Resistant to Adversarial Attacks").
	 *
	 * @param steps of each attack; the paper has 7 of a quarter of epsilon
	 * @param seed of where the attacks begin
	 */
	public static AttackTraining pgd(final Bound bound, final int steps, final long seed) {
		final Pgd pgd = Pgd.of(bound).withSteps(steps);
		return new AttackTraining(step -> pgd.withSeed(seed(seed, step)), List.of(), false);
	}

	/**
	 * One step along the sign of the gradient of one of several networks, batch by batch another, and the
	 * clean images (Tram&egrave;r et al. 2018, "Ensemble Adversarial Training: Attacks and Defenses").
	 *
	 * @param sources fixed networks of the same classes
	 */
	public static AttackTraining ensemble(final Bound bound, final List<Network> sources) {
		if (sources.isEmpty()) throw new IllegalArgumentException(
			"Ensemble training takes examples from other networks, but none was given; name some.");
		return new AttackTraining(step -> new Fgsm(bound), sources, true);
	}

	/** Of a step of the training, another for each. */
	static long seed(final long seed, final long step) {
		return (seed << Integer.SIZE) + step;
	}

	@Override
	public double take(final Trainer trainer, final Examples batch) {
		final int turn = trainer.taken() % (sources.size() + 1);
		final Network source = turn == 0 ? trainer.network() : sources.get(turn - 1);
		final Examples hard = batch.with(perturbed(attack.apply(trainer.taken()), source, batch));
		return trainer.step(mixed ? batch.and(hard) : hard);
	}

	/** What an attack on a network makes of images, real-valued, whether it fools or not. */
	static Pixels perturbed(final Attack attack, final Network network, final Examples batch) {
		final List<Criterion> criteria =
			Arrays.stream(batch.classes()).<Criterion>mapToObj(Criterion.Misclassification::new).toList();
		return Attack.run(attack, new NetworkTargetModel(network, criteria), batch.images(),
			Progress.NONE);
	}
}
