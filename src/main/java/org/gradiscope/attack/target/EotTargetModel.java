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
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

import org.gradiscope.attack.bound.OptionChecks;
import org.gradiscope.attack.view.Draw;
import org.gradiscope.attack.view.View;
import org.gradiscope.engine.Answer;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Fetch;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Shape;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.transform.Transformed;

/** A target model that answers with the mean over random views of the images; each asking has new ones. */
public final class EotTargetModel implements TargetModel {

	private final TargetModel model;
	private final View view;
	private final int samples;
	private final long seed;
	private final SplittableRandom random;

	/**
	 * @param model that is asked about the views
	 * @param view what they may be like
	 * @param samples views for each asking, at least 1
	 * @param seed of the views; the images of a batch have the same ones
	 * @throws IllegalArgumentException if there is no sample
	 */
	public EotTargetModel(final TargetModel model, final View view, final int samples,
		final long seed) {
		OptionChecks.require(samples >= 1, "samples of at least 1", samples);
		this.model = model;
		this.view = view;
		this.samples = samples;
		this.seed = seed;
		random = new SplittableRandom(seed);
	}

	@Override
	public int count() {
		return model.count();
	}

	@Override
	public int classes() {
		return model.classes();
	}

	@Override
	public Criterion criterion(final int index) {
		return model.criterion(index);
	}

	@Override
	public TargetModel.QueryLog queries(final int index) {
		return model.queries(index);
	}

	@Override
	public TargetModel items(final int... indices) {
		return of(model.items(indices));
	}

	@Override
	public TargetModel with(final List<? extends Criterion> criteria) {
		return of(model.with(criteria));
	}

	@Override
	public TargetModel copies(final int index, final int count) {
		return of(model.copies(index, count));
	}

	/** Another model seen so, from the first view on. */
	private TargetModel of(final TargetModel other) {
		return new EotTargetModel(other, view, samples, seed);
	}

	private List<Draw> draws(final ValueRange range) {
		final List<Draw> draws = new ArrayList<>();
		for (int i = 0; i < samples; i++)
			draws.add(view.draw(random, range));
		return draws;
	}

	@Override
	public Answer lossAndGradient(final Pixels images, final Loss loss) {
		final List<Draw> draws = draws(images.range());
		return Answer.joined(IntStream.range(0, count())
			.mapToObj(n -> lossAndGradient(n, images.item(n), loss, draws)).toList(), count());
	}

	/** The views of one image go through the network in batches. */
	private Answer lossAndGradient(final int n, final Pixels image, final Loss loss,
		final List<Draw> draws) {
		final Mean mean = new Mean(draws.size());
		final int together = Batches.size(image, draws.size());
		for (int from = 0; from < draws.size(); from += together) {
			final List<Draw> some = draws.subList(from, Math.min(draws.size(), from + together));
			final TargetModel copies = model.copies(n, some.size());
			final List<Transformed> seen = some.stream().map(draw -> draw.of(image.values())).toList();
			final Answer answer = copies.lossAndGradient(
				image.with(Tensor.batch(seen.stream().map(Transformed::images).toList())), loss);
			for (int i = 0; i < some.size(); i++)
				mean.add(answer.values()[i], seen.get(i).adjoint().apply(answer.gradient().item(i)),
					answer.scores().item(i), copies.queries(i).confidences());
			queries(n).addGradients(some.size());
		}
		mean.record(queries(n));
		return mean.answer((float) mean.value);
	}

	@Override
	public Answer logits(final Pixels images, final Tensor weights) {
		final List<Draw> draws = draws(images.range());
		final float[] values = new float[images.count()];
		final Mean mean = new Mean(draws.size());
		for (final Draw draw : draws) {
			final Transformed seen = draw.of(images.values());
			final Answer answer = model.logits(images.with(seen.images()), weights);
			for (int m = 0; m < values.length; m++)
				values[m] += answer.values()[m] / draws.size();
			mean.add(0, seen.adjoint().apply(answer.gradient()), answer.scores(), List.of());
		}
		return mean.answer(values);
	}

	@Override
	public Tensor scores(final Pixels images) {
		return mean(images, model::scores);
	}

	/** Each view is a query. */
	@Override
	public Tensor query(final Pixels images, final int[] of) {
		return mean(images, seen -> model.query(seen, of));
	}

	private Tensor mean(final Pixels images, final Function<Pixels, Tensor> question) {
		Tensor mean = null;
		for (final Draw draw : draws(images.range()))
			mean = added(mean, question.apply(images.with(draw.of(images.values()).images())), samples);
		return mean;
	}

	@Override
	public double probability(final int index, final Tensor given) {
		return model.probability(index, given);
	}

	private static Tensor added(final Tensor mean, final Tensor one, final int count) {
		final Tensor sum = mean == null ? Tensor.zeros(one.shape()) : mean;
		for (int i = 0; i < one.size(); i++)
			sum.data()[i] += one.data()[i] / count;
		return sum;
	}

	/** What the views gave, on average. */
	private static final class Mean {

		private final int count;
		private Tensor gradient;
		private Tensor scores;
		private double value;
		private double confidence;
		private boolean isOfClasses;

		Mean(final int count) {
			this.count = count;
		}

		void add(final float oneValue, final Tensor oneGradient, final Tensor oneScores,
			final List<Float> confidences) {
			value += oneValue / count;
			gradient = added(gradient, oneGradient, count);
			scores = added(scores, oneScores, count);
			isOfClasses = !confidences.isEmpty();
			for (final float one : confidences)
				confidence += one / count;
		}

		void record(final TargetModel.QueryLog queries) {
			if (isOfClasses) queries.addStep((float) value, (float) confidence);
			else queries.addStep((float) value);
		}

		Answer answer(final float... values) {
			return new Answer(Map.of(Fetch.VALUES, Tensor.of(Shape.of(values.length), values),
				Fetch.GRADIENT, gradient, Fetch.SCORES, scores));
		}
	}
}
