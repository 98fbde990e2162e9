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
import org.gradiscope.attack.method.gradient.Pgd;
import org.gradiscope.attack.target.Criterion;
import org.gradiscope.attack.target.NetworkTargetModel;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.tensor.Pixels;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Ten images under PGD, so many at once; the time is that of one step of one image. No batch should take
 * longer than one by one, which is a batch of 1.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class AttackBatchBenchmark {

	private static final int IMAGES = 10;
	private static final int STEPS = 10;

	/** How many images go through together. */
	@Param({ "1", "5", "10" })
	private int batch;

	private Network network;
	private Pixels images;

	private void open(final String model, final int side) {
		network = Engine.load().open(ModelStore.find(model));
		images = Images.noise(ValueRange.EIGHT_BIT, 1, batch, side, side, 3);
	}

	/** The network of photographs, at its own size. */
	@State(Scope.Benchmark)
	public static class Photographs {

		@Setup(Level.Trial)
		public void open(final AttackBatchBenchmark benchmark) {
			benchmark.open(SharedFiles.model("mobilenet-v2-1.0-224").toString(), 224);
		}
	}

	/** The network inside, at the size that it was trained on. */
	@State(Scope.Benchmark)
	public static class Drawings {

		@Setup(Level.Trial)
		public void open(final AttackBatchBenchmark benchmark) {
			benchmark.open(ModelStore.EMBEDDED, 64);
		}
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
	}

	@Benchmark
	@OperationsPerInvocation(IMAGES * STEPS)
	public Pixels mobileNetV2(final Photographs photographs) {
		return attack();
	}

	@Benchmark
	@OperationsPerInvocation(IMAGES * STEPS)
	public Pixels micropatterns(final Drawings drawings) {
		return attack();
	}

	private Pixels attack() {
		Pixels last = null;
		for (int done = 0; done < IMAGES; done += batch)
			last =
				Attack.run(Pgd.of(new Bound(Norm.LINF, 8)).withSteps(STEPS), new NetworkTargetModel(network,
					Collections.nCopies(batch, new Criterion.Misclassification(0))), images, Progress.NONE);
		return last;
	}
}
