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
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Tensor;

/**
 * Batch after batch of images in an order that each epoch draws anew, with a look at held-out images now and
 * then. The weights in the end are those that did best there; if the loop is canceled, those that did best
 * until then. Best is the largest of what was measured first; of equal ones the largest of what was measured
 * second, and so on; of all equal the last, which has seen most.
 */
public final class TrainingLoop {

	/** How often held-out images are looked at. */
	private static final int LOOKS = 20;

	private final Trainer trainer;
	private final TrainingOptions options;
	private final TrainingStep step;
	private final Validation validation;
	private final Consumer<List<Point>> watcher;
	private final Progress progress;
	private final TrainingTime time = new TrainingTime();
	private final List<Point> course = new ArrayList<>();
	/** Steps that were taken before. */
	private int before;
	private Map<String, Tensor> best;
	private Point most;

	/**
	 * How far training had come.
	 *
	 * @param step how many steps had been taken
	 * @param loss its mean over the steps since the point before
	 * @param measured by {@link Validation}
	 */
	public record Point(int step, double loss, Map<String, Double> measured) {}

	/**
	 * How training went.
	 *
	 * @param points by ascending steps
	 * @param best of the point whose weights the network has now
	 * @param canceled whether it ended early
	 */
	public record Course(List<Point> points, Point best, boolean canceled) {}

	private TrainingLoop(final Trainer trainer, final TrainingOptions options,
		final TrainingStep step, final Validation validation, final Consumer<List<Point>> watcher,
		final Progress progress) {
		this.trainer = trainer;
		this.options = options;
		this.step = step;
		this.validation = validation;
		this.watcher = watcher;
		this.progress = progress;
	}

	/**
	 * Trains.
	 *
	 * @param trainer of the same options
	 * @param validation on held-out images
	 * @param watcher told of all points so far, after each
	 * @throws CancellationException if it is canceled before there is anything to keep
	 * @throws IllegalArgumentException if it would take longer than a day
	 */
	public static Course run(final Trainer trainer, final TrainingOptions options,
		final Examples examples, final TrainingStep step, final Validation validation,
		final Consumer<List<Point>> watcher, final Progress progress) {
		return new TrainingLoop(trainer, options, step, validation, watcher, progress).over(examples);
	}

	/**
	 * Trains on after another loop, so that its best state is kept unless there is a better one. The steps of
	 * this one count on from its.
	 *
	 * @param first how that went; the network is in its best state
	 */
	static Course after(final Course first, final Trainer trainer, final TrainingOptions options,
		final Examples examples, final TrainingStep step, final Validation validation,
		final Consumer<List<Point>> watcher, final Progress progress) {
		final TrainingLoop loop =
			new TrainingLoop(trainer, options, step, validation, watcher, progress);
		loop.course.addAll(first.points());
		loop.before = first.points().get(first.points().size() - 1).step();
		loop.most = first.best();
		loop.best = trainer.snapshot();
		return loop.over(examples);
	}

	private Course over(final Examples examples) {
		final ShuffledBatches batches = new ShuffledBatches(examples, options.batch(), options.seed());
		boolean canceled = false;
		try {
			double sum = 0;
			int since = 0;
			for (int taken = 0; taken < options.steps(); taken++) {
				progress.check();
				final double loss = step.take(trainer, batches.next());
				if (!Double.isFinite(loss))
					throw new IllegalArgumentException("Training went astray: after " + taken +
						" steps the loss is " + loss + "; take a smaller rate (rate=).");
				sum += loss;
				since++;
				time(taken + 1, loss);
				if (!isLook(taken + 1)) continue;
				look(taken + 1, sum / since);
				sum = 0;
				since = 0;
			}
		}
		catch (final CancellationException e) {
			if (best == null) throw e;
			canceled = true;
		}
		trainer.restore(best);
		return new Course(List.copyOf(course), most, canceled);
	}

	private boolean isLook(final int taken) {
		final int every = Math.max(1, options.steps() / LOOKS);
		return taken % every == 0 || taken == options.steps();
	}

	private void look(final int taken, final double loss) {
		final Point point = new Point(before + taken, loss, validation.of(trainer.network()));
		course.add(point);
		watcher.accept(List.copyOf(course));
		if (most != null && isWorse(point, most)) return;
		most = point;
		best = trainer.snapshot();
	}

	private static boolean isWorse(final Point one, final Point other) {
		for (final String name : one.measured().keySet()) {
			final int order = Double.compare(one.measured().get(name), other.measured().get(name));
			if (order != 0) return order < 0;
		}
		return false;
	}

	private void time(final int taken, final double loss) {
		time.check(taken, options.steps());
		progress.report(taken, options.steps(), String.format(Locale.ROOT, "loss %.4f%s", loss,
			course.isEmpty() ? "" : said(course.get(course.size() - 1))));
	}

	private static String said(final Point point) {
		final StringBuilder said = new StringBuilder();
		point.measured()
			.forEach((name, value) -> said.append(String.format(Locale.ROOT, ", %s %.3f", name, value)));
		return said.toString();
	}
}
