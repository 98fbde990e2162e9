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

package org.gradiscope.attack.target;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Network;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/** A target model that shows every image that it is asked about. */
public record RecordingTargetModel(TargetModel inner, List<Consumer<Pixels>> watchers)
	implements TargetModel {

	/** One image, and all that was asked about it, in the order of asking. */
	public static RecordingTargetModel of(final Network network, final Criterion criterion,
		final Consumer<Pixels> watcher) {
		return new RecordingTargetModel(new NetworkTargetModel(network, List.of(criterion)),
			List.of(watcher));
	}

	/** The values of images of one pixel each. */
	public static Consumer<Pixels> values(final List<Float> into) {
		return image -> into.add(image.values().data()[0]);
	}

	@Override
	public int count() {
		return inner.count();
	}

	@Override
	public int classes() {
		return inner.classes();
	}

	@Override
	public Criterion criterion(final int index) {
		return inner.criterion(index);
	}

	@Override
	public TargetModel.QueryLog queries(final int index) {
		return inner.queries(index);
	}

	@Override
	public TargetModel items(final int... indices) {
		return new RecordingTargetModel(inner.items(indices),
			Arrays.stream(indices).mapToObj(watchers::get).toList());
	}

	@Override
	public TargetModel with(final List<? extends Criterion> criteria) {
		return new RecordingTargetModel(inner.with(criteria), watchers);
	}

	/** Not watched: these are views of an image, or turned ones, and no iterates. */
	@Override
	public TargetModel copies(final int index, final int count) {
		return inner.copies(index, count);
	}

	@Override
	public Answer lossAndGradient(final Pixels images, final Loss loss) {
		show(images);
		return inner.lossAndGradient(images, loss);
	}

	@Override
	public Answer logits(final Pixels images, final Tensor weights) {
		show(images);
		return inner.logits(images, weights);
	}

	@Override
	public Tensor scores(final Pixels images) {
		show(images);
		return inner.scores(images);
	}

	@Override
	public Tensor query(final Pixels images, final int[] of) {
		for (int i = 0; i < of.length; i++)
			watchers.get(of[i]).accept(images.item(i));
		return inner.query(images, of);
	}

	@Override
	public double probability(final int index, final Tensor scores) {
		return inner.probability(index, scores);
	}

	private void show(final Pixels images) {
		final List<Consumer<Pixels>> each = new ArrayList<>(watchers);
		// Several about the only image.
		while (watchers.size() == 1 && each.size() < images.count())
			each.add(watchers.get(0));
		for (int n = 0; n < images.count(); n++)
			each.get(n).accept(images.item(n));
	}
}
