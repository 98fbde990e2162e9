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

import java.util.concurrent.TimeUnit;

import org.gradiscope.attribution.Baseline;
import org.gradiscope.attribution.GradientMethod;
import org.gradiscope.attribution.NoiseTunnel;
import org.gradiscope.attribution.Rise;
import org.gradiscope.attribution.objects.ObjectGame;
import org.gradiscope.attribution.objects.ObjectMap;
import org.gradiscope.coalition.PlayerShares;
import org.gradiscope.coalition.Shapley;
import org.gradiscope.engine.Engine;
import org.gradiscope.engine.Network;
import org.gradiscope.engine.Progress;
import org.gradiscope.model.store.ModelStore;
import org.gradiscope.objective.Objective;
import org.gradiscope.objective.Objectives;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Methods of many images, on MobileNet v2 at 224x224, per image. A sample of SmoothGrad should take
 * at most 0.9 of a gradient; a mask of RISE and a coalition of objects at most 1 / 0.9 of an image of the bare batch.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class ManyImagesBenchmark {

	private static final int SAMPLES = 50;
	private static final int MASKS = 100;
	private static final int COALITIONS = 2000;

	private static final Objective OBJECTIVE = Objectives.logit(859);

	private Network network;
	private Pixels image;

	@Setup(Level.Trial)
	public void open() {
		network =
			Engine.load().open(ModelStore.find(SharedFiles.model("mobilenet-v2-1.0-224").toString()));
		image = Images.noise(ValueRange.EIGHT_BIT, 1, 1, 224, 224, 3);
	}

	@TearDown(Level.Trial)
	public void close() {
		network.close();
	}

	@Benchmark
	public Tensor gradient() {
		return GradientMethod.GRADIENT.attribute(network, image, OBJECTIVE).map();
	}

	@Benchmark
	@OperationsPerInvocation(SAMPLES)
	public Tensor smoothGrad() {
		return NoiseTunnel.of(NoiseTunnel.Kind.SMOOTHGRAD).withSamples(SAMPLES)
			.attribute(network, image, OBJECTIVE).map();
	}

	@Benchmark
	@OperationsPerInvocation(MASKS)
	public Tensor rise() {
		return new Rise(MASKS, 7, 0.5, 1).attribute(network, image, OBJECTIVE).map();
	}

	/** Of 200 objects, five pairs of orders. */
	@Benchmark
	@OperationsPerInvocation(COALITIONS)
	public PlayerShares shapley() {
		return new Shapley(COALITIONS / 400, 1).of(new ObjectGame(network, image,
			ObjectMap.grid(224, 224, 200), Baseline.Standard.MEAN, OBJECTIVE), Progress.NONE);
	}

	/** A hundred images in batches, nothing changed between. */
	@State(Scope.Benchmark)
	public static class Batch {

		/** How many images go through together. */
		@Param({ "1", "2", "5", "10", "20" })
		private int size;
		private Pixels images;

		@Setup(Level.Trial)
		public void draw() {
			images = Images.noise(ValueRange.EIGHT_BIT, 1, size, 224, 224, 3);
		}
	}

	@Benchmark
	@OperationsPerInvocation(MASKS)
	public float bareValues(final Batch batch) {
		float last = 0;
		for (int done = 0; done < MASKS; done += batch.size)
			last = network.values(batch.images, OBJECTIVE)[0];
		return last;
	}

	@Benchmark
	@OperationsPerInvocation(MASKS)
	public float bareGradients(final Batch batch) {
		float last = 0;
		for (int done = 0; done < MASKS; done += batch.size)
			last = network.evaluate(batch.images, OBJECTIVE).values()[0];
		return last;
	}
}
