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

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;

import org.gradiscope.engine.Architecture;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.Progress;
import org.gradiscope.engine.TrainableNetwork;
import org.gradiscope.training.TrainingLoop.Course;
import org.gradiscope.training.TrainingLoop.Point;

/**
 * Teaches a network new classes. First its last layer alone, on features that are computed once for each image
 * and each of its changed copies; then, if wanted, all layers with the images changed anew each time. A last
 * layer that is trained first keeps the second part from spoiling the features that it starts from (Kumar et
 * al. 2022, "Fine-Tuning can Distort Pretrained Features and Underperform Out-of-Distribution").
 *
 * @param augmentation how images are changed
 * @param copies changed copies of each image for the last layer, 0 to 1000
 * @param head the training of the last layer
 * @param all that of all layers; empty if the others stay
 */
public record FineTuning(Augmentation augmentation, int copies, Stage head, Optional<Stage> all) {

	/**
	 * A part of the training.
	 *
	 * @param epochs how often each image is trained on, at least 1
	 * @param options how; their number of steps follows from the epochs
	 */
	public record Stage(int epochs, TrainingOptions options) {

		/** @throws IllegalArgumentException if there is no epoch */
		public Stage {
			if (epochs < 1) throw new IllegalArgumentException(
				"Training needs at least 1 epoch, but " + epochs + " were given.");
		}

		TrainingOptions of(final int images) {
			final double steps = (double) epochs * images / Math.min(options.batch(), images);
			return options.withSteps((int) Math.max(1, Math.min(Integer.MAX_VALUE, steps)));
		}
	}

	/** More copies than that tell a last layer nothing new. */
	private static final int MOST_COPIES = 1000;

	/** @throws IllegalArgumentException if there are fewer than 0 copies, or over 1000 */
	public FineTuning {
		if (copies < 0 || copies > MOST_COPIES) throw new IllegalArgumentException(
			"The changed copies of an image are 0 to " + MOST_COPIES + ", but " + copies + " was given.");
	}

	/** How many copies of each image are made: none where they would all be the image. */
	public int copies() {
		return augmentation.isNone() ? 0 : copies;
	}

	/**
	 * Trains, and leaves the weights that did best on held-out images in the network.
	 *
	 * @param start the network with its new last layer
	 * @param network that one with weights that can be changed, those of the last layer first
	 * @param create makes the last layer as a network of its own, which is closed here
	 * @param watcher told of all points so far, after each
	 * @return how it went, the steps of the second part after those of the first
	 * @throws java.util.concurrent.CancellationException if it is canceled before there is anything to keep
	 * @throws IllegalArgumentException if it would take longer than a day
	 */
	public Course train(final NewHead start, final TrainableNetwork network, final Examples training,
		final Examples heldOut, final Function<Architecture, ? extends Network> create,
		final Consumer<List<Point>> watcher, final Progress progress) {
		final int parts = all.isPresent() ? 4 : 1;
		final Course first = head(start, network, training, heldOut, create, watcher,
			new Progress.SubProgress(progress, 0, 1, parts, ""));
		if (all.isEmpty() || first.canceled()) return first;
		final TrainingOptions options = all.get().of(training.count());
		return TrainingLoop.after(first, new Trainer(network, options), options, training,
			augmentation.step(options.seed()), Validation.sureness(heldOut), watcher,
			new Progress.SubProgress(progress, 1, parts - 1, parts, "all layers"));
	}

	private Course head(final NewHead start, final TrainableNetwork network, final Examples training,
		final Examples heldOut, final Function<Architecture, ? extends Network> create,
		final Consumer<List<Point>> watcher, final Progress progress) {
		final int images = training.count() * (1 + copies()) + heldOut.count();
		final Features features =
			new Features(start, images, new Progress.SubProgress(progress, 0, 8, 10, ""));
		final Examples known =
			features.of(training, augmentation, copies(), new SplittableRandom(head.options().seed()));
		final Examples judged = features.of(heldOut);
		final LastLayer layer = LastLayer.of(known.images().values());
		final TrainingOptions options = head.of(known.count());
		try (Network made = create.apply(layer.architecture(start.network().descriptor().labels()));
			TrainableNetwork alone = made.weights().trainable(made.weights().trainableLayers())) {
			final Course course = TrainingLoop.run(new Trainer(alone, options), options, known,
				TrainingStep.PLAIN, Validation.sureness(judged), watcher,
				new Progress.SubProgress(progress, 8, 2, 10, "last layer"));
			layer.put(alone, network);
			return course;
		}
	}
}
