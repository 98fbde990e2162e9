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

package org.gradiscope.attack.robustness;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.PixelFormat;
import org.gradiscope.attack.method.AttackMethod;
import org.gradiscope.engine.BatchFiller;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;

/**
 * Images of one size, range and type, which go through a network together.
 *
 * @param images {@code [n, h, w, c]}
 * @param labels one for each
 * @param format what they are saved as
 */
record ImageBatch(Pixels images, int[] labels, PixelFormat format) {

	/** What the images of a batch have in common. */
	private record Kind(Shape shape, ValueRange range, PixelFormat format) {

		private static Kind of(final LabelledImages.LabelledImage example) {
			return new Kind(example.image().shape(), example.image().range(), example.format());
		}
	}

	/**
	 * All images, in batches as they fill.
	 *
	 * @param task given how many parts were read, and a batch
	 */
	static void forEach(final LabelledImages examples, final Progress progress,
		final BiConsumer<Integer, ImageBatch> task) {
		final AtomicInteger read = new AtomicInteger();
		final BatchFiller<LabelledImages.LabelledImage> batches = new BatchFiller<>(
			LabelledImages.LabelledImage::image, Kind::of, batch -> task.accept(read.get(), of(batch)));
		for (int part = 0; part < examples.count(); part++)
			for (final LabelledImages.LabelledImage example : examples.read(part)) {
				progress.check();
				read.set(part + 1);
				batches.add(example);
			}
		read.set(examples.count());
		batches.finish();
	}

	private static ImageBatch of(final List<LabelledImages.LabelledImage> examples) {
		final LabelledImages.LabelledImage first = examples.get(0);
		return new ImageBatch(
			first.image()
				.with(Tensor.batch(examples.stream().map(example -> example.image().values()).toList())),
			examples.stream().mapToInt(LabelledImages.LabelledImage::label).toArray(), first.format());
	}

	/** Those of the images that are chosen, in order; null for none. */
	ImageBatch only(final boolean[] chosen) {
		final List<LabelledImages.LabelledImage> some = new ArrayList<>();
		for (int n = 0; n < chosen.length; n++)
			if (chosen[n]) some.add(new LabelledImages.LabelledImage(images.item(n), labels[n], format));
		return some.isEmpty() ? null : of(some);
	}

	/** The same with other labels. */
	ImageBatch labelled(final int[] others) {
		return new ImageBatch(images, others, format);
	}

	int count() {
		return labels.length;
	}

	/** How many values an image has. */
	int values() {
		return images.values().size() / images.count();
	}

	/** The bound of a method, for an epsilon for each value. */
	Bound bound(final AttackMethod method, final double perValue) {
		return new Bound(method.norm(), method.norm().epsilon(perValue, values()));
	}
}
