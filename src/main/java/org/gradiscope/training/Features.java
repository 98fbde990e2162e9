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

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Memory;
import org.gradiscope.engine.NewHead;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/** What a network makes of images before its last layer, computed once for each. */
final class Features {

	private final NewHead head;
	private final int all;
	private final Progress progress;
	private final TrainingTime time = new TrainingTime();
	private int batches;
	private int taken;

	/**
	 * @param all how many images there will be, of all calls, copies included
	 * @param progress told of each batch
	 */
	Features(final NewHead head, final int all, final Progress progress) {
		this.head = head;
		this.all = all;
		this.progress = progress;
	}

	/** Those of each image. */
	Examples of(final Examples examples) {
		return of(examples, Augmentation.NONE, 0, new SplittableRandom());
	}

	/**
	 * Those of each image, and then those of changed copies, one of each image after the other.
	 *
	 * @param copies of each, at least 0
	 * @param random of the changes
	 * @return images {@code [n (1 + copies), 1, 1, f]}, with their classes
	 * @throws IllegalArgumentException if they would take longer than a day
	 */
	Examples of(final Examples examples, final Augmentation augmentation, final int copies,
		final SplittableRandom random) {
		Tensor features = null;
		int at = 0;
		final int together = Batches.size(examples.images(), examples.count());
		for (int copy = 0; copy <= copies; copy++)
			for (int from = 0; from < examples.count(); from += together) {
				final Pixels images =
					examples.images().items(from, Math.min(examples.count(), from + together));
				final Tensor some = some(copy == 0 ? images : augmentation.of(images, random));
				if (features == null) features = room(examples.count() * (1 + copies), some);
				System.arraycopy(some.data(), 0, features.data(), at, some.size());
				at += some.size();
			}
		return new Examples(new Pixels(features, ValueRange.UNIT),
			IntStream.range(0, examples.count() * (1 + copies))
				.map(i -> examples.classes()[i % examples.count()]).toArray());
	}

	/** As much again is kept in batches, and half of Java's memory is for all else. */
	private static Tensor room(final int images, final Tensor some) {
		final int each = some.shape().dimension(-1);
		final long size = (long) Float.BYTES * images * each;
		final long room = Runtime.getRuntime().maxMemory() / 4;
		if (size > room) throw new IllegalArgumentException("The features of " + images +
			" images, copies included, take " + Memory.text(size) + " in memory, and there is room for " +
			Memory.text(room) + "; take fewer copies (copies=).");
		return Tensor.zeros(Shape.of(images, 1, 1, each));
	}

	private Tensor some(final Pixels images) {
		progress.check();
		final Tensor found = head.network().activation(images, head.features());
		taken += images.count();
		time.check(++batches, (int) ((long) batches * all / taken));
		progress.report(taken, all, "features");
		return found;
	}
}
