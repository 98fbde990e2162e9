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

package org.gradiscope.attack.method.blackbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

import org.gradiscope.attack.target.TargetModel;
import org.gradiscope.engine.Batches;
import org.gradiscope.engine.Progress;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;

/**
 * Runs one attack for each image of a batch, in rounds: each runs on a thread of its own until it asks
 * something or ends, and then the network is asked once for all. So an attack reads as its paper does, and
 * a batch of attacks is as fast as the network is on batches. At no time does the network run on two threads.
 */
final class QueryRounds {

	/** What one attack asks: copies of its image, and then their scores. */
	private static final class Question {

		private final int image;
		private final Tensor copies;
		private Tensor scores;

		Question(final int image, final Tensor copies) {
			this.image = image;
			this.copies = copies;
		}

		int count() {
			return copies.shape().dimension(0);
		}

		IntStream originals() {
			return IntStream.generate(() -> image).limit(count());
		}
	}

	private final TargetModel model;
	private final Pixels images;
	private final int budget;
	private final Progress progress;
	private final List<Question> asked = new ArrayList<>();
	/** How many attacks are at work, neither waiting nor at their end. */
	private int thinking;
	/** No image has been asked about more often. */
	private int most;
	private Throwable failure;

	/**
	 * @param images {@code [n, h, w, c]}
	 * @param budget how many queries each image has
	 */
	QueryRounds(final TargetModel model, final Pixels images, final int budget,
		final Progress progress) {
		this.model = model;
		this.images = images;
		this.budget = budget;
		this.progress = progress;
	}

	/**
	 * @param attack on image n, counted from 0
	 * @return what the attacks give, {@code [n, h, w, c]}
	 */
	Tensor run(final BiFunction<Integer, Oracle, Tensor> attack) {
		final Tensor[] perturbed = new Tensor[images.count()];
		final List<Thread> threads = new ArrayList<>();
		thinking = perturbed.length;
		for (int n = 0; n < perturbed.length; n++) {
			final int image = n;
			final Oracle oracle = new Oracle(model.item(n), copies -> ask(image, copies), budget);
			threads.add(start(() -> perturbed[image] = attack.apply(image, oracle)));
		}
		try {
			for (List<Question> round = next(); !round.isEmpty(); round = next())
				answer(round);
		}
		finally {
			threads.forEach(Thread::interrupt);
		}
		return Tensor.batch(List.of(perturbed));
	}

	private Thread start(final Runnable attack) {
		final Thread thread = new Thread(() -> {
			try {
				attack.run();
				end(null);
			}
			catch (final RuntimeException | Error e) {
				end(e);
			}
		}, "Black-box attack");
		thread.setDaemon(true);
		thread.start();
		return thread;
	}

	private synchronized void end(final Throwable thrown) {
		if (failure == null) failure = thrown;
		thinking--;
		notifyAll();
	}

	/** By an attack: waits for the round in which it is answered. */
	private synchronized Tensor ask(final int image, final Tensor copies) {
		final Question question = new Question(image, copies);
		asked.add(question);
		thinking--;
		notifyAll();
		while (question.scores == null)
			await();
		return question.scores;
	}

	/** Whatever each attack asks next, by image; empty once all have ended. */
	private synchronized List<Question> next() {
		while (thinking > 0 && failure == null)
			await();
		if (failure instanceof final Error error) throw error;
		if (failure != null) throw (RuntimeException) failure;
		final List<Question> round = new ArrayList<>(asked);
		round.sort(Comparator.comparingInt(question -> question.image));
		asked.clear();
		return round;
	}

	private void await() {
		try {
			wait();
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException();
		}
	}

	private void answer(final List<Question> round) {
		progress.check();
		final Tensor scores = scores(joined(round.stream().map(question -> question.copies).toList()),
			round.stream().flatMapToInt(Question::originals).toArray());
		most += round.stream().mapToInt(Question::count).max().orElse(0);
		progress.report(Math.min(most, budget), budget, "queries");
		synchronized (this) {
			int from = 0;
			for (final Question question : round)
				question.scores = scores.items(from, from += question.count());
			thinking += round.size();
			notifyAll();
		}
	}

	/** A batch of all, without a copy where there is one alone. */
	private static Tensor joined(final List<Tensor> copies) {
		return copies.size() == 1 ? copies.get(0) : Tensor.batch(copies);
	}

	/** In batches as large as the network is fast on. */
	private Tensor scores(final Tensor copies, final int[] of) {
		final int together = Batches.size(images, of.length);
		if (together == of.length) return model.query(images.with(copies), of);
		final List<Tensor> scores = new ArrayList<>();
		for (int from = 0; from < of.length; from += together) {
			final int to = Math.min(of.length, from + together);
			scores
				.add(model.query(images.with(copies.items(from, to)), Arrays.copyOfRange(of, from, to)));
		}
		return joined(scores);
	}
}
