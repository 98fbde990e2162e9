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

package org.gradiscope.benchmark;

import java.util.Collections;
import java.util.concurrent.TimeUnit;

import org.gradiscope.attack.Attack;
import org.gradiscope.attack.bound.Bound;
import org.gradiscope.attack.bound.Norm;
import org.gradiscope.attack.method.blackbox.Nes;
import org.gradiscope.attack.method.blackbox.Square;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Expression;
import org.gradiscope.tensor.Pixels;
import org.gradiscope.tensor.Tensor;
import org.gradiscope.tensor.ValueRange;
import org.gradiscope.testing.Images;
import org.gradiscope.testing.SharedFiles;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Queries of black-box attacks on MobileNet v2, beside the bare runs of the network on as many images at
 * once: ten images under Square, and one under NES, which asks about ten copies at once. No attack succeeds, so that each
 * takes its whole budget.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class BlackBoxBenchmark {

	private static final int TOGETHER = 10;
	/** The looks at the image before and after, one round each, count for as little as they do in use. */
	private static final int ROUNDS = 105;
	private static final int QUERIES = TOGETHER * ROUNDS;
	private static final Bound ONE = new Bound(Norm.LINF, 1);

	private Network network;
	private Pixels images;

	@Setup(Level.Trial)
	public void open() {
		network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()));
		images = Images.noise(ValueRange.EIGHT_BIT, 1, TOGETHER, 224, 224, 3);
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
	}

	@Benchmark
	@OperationsPerInvocation(QUERIES)
	public Tensor bare() {
		Tensor last = null;
		for (int round = 0; round < ROUNDS; round++)
			last = network.activation(images, Expression.LOGITS);
		return last;
	}

	@Benchmark
	@OperationsPerInvocation(QUERIES)
	public Pixels square() {
		return attack(Square.of(ONE).withQueries(ROUNDS), images);
	}

	/** Fifty steps of 20 queries for the gradient and one for the step. */
	@Benchmark
	@OperationsPerInvocation(QUERIES)
	public Pixels nes() {
		return attack(Nes.of(ONE).withQueries(QUERIES), images.item(0));
	}

	private Pixels attack(final Attack attack, final Pixels attacked) {
		return Attack.run(attack,
			new NetworkTargetModel(network,
				Collections.nCopies(attacked.count(), new Criterion.Targeted(1, 0))),
			attacked, Progress.NONE);
	}
}
