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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.gradiscope.attack.robustness.Proportion;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Trains a network to answer as another does that gives away nothing but classes (Papernot et al. 2017,
 * algorithm 1): in each round the oracle labels what is new, the substitute is trained on all for some
 * epochs, going on from the weights that it has, and then new images are made where its answers change.
 *
 * @param rounds of labelling and training, at least 1
 * @param epochs of training in each, at least 1
 * @param augmentation between them
 * @param training how steps are taken; their number is that of the epochs
 */
public record Substitute(int rounds, int epochs, JacobianAugmentation augmentation,
	TrainingOptions training) {

	/** @throws IllegalArgumentException if there is no round or no epoch */
	public Substitute {
		if (rounds < 1 || epochs < 1)
			throw new IllegalArgumentException("A substitute needs at least 1 round and 1 epoch, but " +
				rounds + " and " + epochs + " were given.");
	}

	/**
	 * One round.
	 *
	 * @param images trained on
	 * @param queries that the oracle was asked for them so far
	 * @param loss of the last epoch
	 * @param agreement with the oracle on held-out images
	 */
	public record Round(int images, int queries, double loss, Proportion agreement) {}

	/**
	 * Trains, and leaves the weights in the network.
	 *
	 * @param network the substitute, of as many classes as the oracle
	 * @param seeds the first images
	 * @param heldOut others, with the oracle's classes
	 * @param watcher told of each round
	 * @return the rounds; fewer if it is canceled after one, and the weights are those of the last
	 * @throws CancellationException if it is canceled in the first round
	 */
	public List<Round> train(final TrainableNetwork network, final LabelOracle oracle,
		final Pixels seeds, final Examples heldOut, final Consumer<Round> watcher,
		final Progress progress) {
		final int steps = steps(seeds.count());
		final Trainer trainer = new Trainer(network, training.withSteps(steps));
		final TrainingTime time = new TrainingTime();
		final SplittableRandom random = new SplittableRandom(training.seed());
		final List<Round> done = new ArrayList<>();
		Examples examples = new Examples(seeds, oracle.classes(seeds));
		Map<String, Tensor> weights = Map.of();
		try {
			for (int round = 0; round < rounds; round++) {
				if (round > 0) {
					final Pixels more = augmentation.of(network, examples, round - 1, random);
					examples = examples.and(new Examples(more, oracle.classes(more)));
				}
				final double loss = train(trainer, examples, random.nextLong(),
					() -> time.check(trainer.taken(), steps), new Progress.SubProgress(progress, round, 1,
						rounds, "round " + (round + 1) + " of " + rounds));
				done.add(
					new Round(examples.count(), oracle.queries(), loss, Validation.right(network, heldOut)));
				weights = trainer.snapshot();
				watcher.accept(done.get(round));
			}
		}
		catch (final CancellationException e) {
			if (done.isEmpty()) throw e;
			trainer.restore(weights);
		}
		return done;
	}

	/** In all rounds. */
	private int steps(final int seeds) {
		double steps = 0;
		long images = seeds;
		for (int round = 0; round < rounds; round++) {
			steps += (double) epochs * (images / Math.min(training.batch(), images));
			images += Math.min(images, augmentation.kept());
		}
		return (int) steps;
	}

	/** @return the mean loss of the last epoch */
	private double train(final Trainer trainer, final Examples examples, final long seed,
		final Runnable watcher, final Progress progress) {
		final ShuffledBatches batches = new ShuffledBatches(examples, training.batch(), seed);
		final int steps = (int) Math.min(Integer.MAX_VALUE, (long) batches.perEpoch() * epochs);
		double sum = 0;
		for (int step = 0; step < steps; step++) {
			progress.check();
			if (step % batches.perEpoch() == 0) sum = 0;
			sum += trainer.step(batches.next());
			watcher.run();
			progress.report(step + 1, steps, "training");
		}
		return sum / batches.perEpoch();
	}
}
