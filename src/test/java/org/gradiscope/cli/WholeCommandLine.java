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

package org.gradiscope.cli;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.process.ByteProcessor;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.model.store.ModelStore;

/**
 * Every command on small inputs, as a process of its own does it in its own language: what is asked, the
 * exit status, and all that is said but progress goes to standard output.
 */
final class WholeCommandLine {

	/** What is written goes into the folder in which the process runs. */
	static final List<String> CALLS = List.of("list", "help saliency-map", "classify input=two.tif",
		"classify input=two.tif output=classify.csv", "model-info output=info.csv",
		"model-info model=Own", "classify model=Own input=two.tif",
		"saliency-map input=two.tif method=gradient target=class 3 view=map output=map.tif",
		"saliency-map input=two.tif method=lrp target=CLASS 3 model=Own output=lrp.tif",
		"saliency-map input=two.tif compare=gradient,grad-cam,occlusion,rise masks=8 window=9 " +
			"noise=0.25 output=compared.tif",
		"check-saliency input=two.tif method=gradient curvesteps=2 changes=2 cascade=1 output=check.csv",
		"explain-objects input=two.tif objects=grid pieces=4 kernelwidth=0.5 method=lime coalitions=20 " +
			"output=objects.tif",
		"compare-networks input=two.tif against=Own method=lrp output=both.tif",
		"deep-dream input=two.tif octaves=2 steps=2 layers=conv3:0.5,conv4/3:1.25 output=dream.tif",
		"style-transfer input=two.tif style=two.tif steps=2 scales=1 alpha=12.5 output=restyled.tif",
		"texture input=two.tif width=32 height=32 steps=2 beta=0.25 output=texture.tif",
		"feature-visualization size=32 steps=2 channel=1,12 layer=conv2 view=montage output=feature.tif",
		"fooling-image size=32 steps=2 target=nuclei output=fooling.tif",
		"fooling-image size=32 generations=1 method=evolution output=evolved.tif",
		"kernels layer=conv1 output=kernels.tif", "activations input=two.tif output=seen.tif",
		"activations input=two.tif layers=conv1,conv2 view=stack output=stack.tif",
		"test-concept input=two.tif concept=four.tif random=four.tif sets=2 output=concept.csv",
		"top-patches input=two.tif layer=conv3 channel=1,4 perimage=all apart=12.5 output=places.tif",
		"top-patches input=two.tif of=class target=nuclei;grid projection=gradient output=top.png",
		"adversarial-perturbation input=two.tif steps=3 epsilon=2.5 output=attacked.tif",
		"adversarial-perturbation input=two.tif method=fgsm minimal=true output=minimal.tif",
		"adversarial-patch input=spot.tif steps=2 batch=1 output=patch.png",
		"adversarial-patch input=two.tif steps=2 output=patch.tif",
		"robustness-curve input=two.tif labels=prediction methods=fgsm,noise epsilons=0,1.5,12 " +
			"output=curve.csv",
		"transfer-matrix input=two.tif models=micropatterns;Own method=fgsm output=matrix.csv",
		"check-model input=two.tif output=preprocessings.csv",
		"check-photograph input=two.tif corners=1.5,2;38,1;39,34.25;2,35 output=straightened.tif",
		"train-substitute input=four.tif rounds=1 epochs=1 epsilons=1.5 save=substitute output=rounds.csv",
		"harden-network input=four.tif method=fgsm epochs=1 epsilon=1.5 queries=2 save=hardened " +
			"output=hardened.csv",
		"train-denoiser input=four.tif epochs=1 channels=2 epsilon=1.5 queries=2 save=denoised " +
			"output=denoised.csv",
		"fine-tune input=four.tif epochs=1 copies=1 rate=0.01 save=tuned output=tuned.csv",
		"loss-surface input=two.tif points=5 directions=4 epsilon=2.5 output=surface.csv", "start-here",
		"start-here output=start.csv", "download-model", "gradiscope-help", "about-gradiscope",
		"classify input=two.tif top=x", "classify input=none.tif",
		"kernels layer=conv12 output=none.tif", "saliency-map input=two.tif target=zz output=none.tif");

	private WholeCommandLine() {}

	/** Argument: how many of the calls. */
	public static void main(final String... arguments) throws IOException {
		System.setProperty("java.awt.headless", "true");
		final PrintStream report =
			new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
		System.setOut(System.err);
		write();
		for (final String call : CALLS.subList(0, Integer.parseInt(arguments[0])))
			report(call, report);
		report.flush();
		System.exit(0);
	}

	private static void report(final String call, final PrintStream report) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		// A blank parts keys only.
		final int status = Main.run(call.split(" (?=\\S+=)|(?<=^help) "), utf8(out), utf8(err));
		report.println("> " + call + "\n" + out.toString(StandardCharsets.UTF_8) + status);
		// When progress is told, and how long something would take, depends on the time; folders differ.
		err.toString(StandardCharsets.UTF_8).lines()
			.filter(line -> !line.matches("^ *[0-9]+% .*|.* would take at most about .*"))
			.map(line -> line.replace(Path.of("").toAbsolutePath().toString(), "."))
			.forEach(report::println);
	}

	private static PrintStream utf8(final ByteArrayOutputStream bytes) {
		return new PrintStream(bytes, true, StandardCharsets.UTF_8);
	}

	/** A stack of two slices, and a network with capital headings in its table of labels. */
	private static void write() throws IOException {
		final ImageStack stack = new ImageStack(40, 36);
		for (int slice = 0; slice < 2; slice++) {
			final ByteProcessor image = new ByteProcessor(40, 36);
			for (int i = 0; i < 40 * 36; i++)
				image.set(i, (i * (7 + slice) + i / 40 * 13) % 251);
			stack.addSlice("Slice İI " + slice, image);
		}
		Files.write(Path.of("two.tif"), ImageFiles.bytes(new ImagePlus("two", stack), "tif"));
		final ImagePlus spot = new ImagePlus("spot", stack);
		spot.setRoi(new OvalRoi(4, 4, 9, 9));
		Files.write(Path.of("spot.tif"), ImageFiles.bytes(spot, "tif"));
		ImageFiles.write(four(stack), "tif", Path.of("four.tif"));
		final Path own = Files.createDirectories(Path.of("Own"));
		Files.write(own.resolve("own.pb"), network());
		final StringBuilder labels = new StringBuilder("INDEX,LABEL,WIDTH\n");
		for (int k = 11; k >= 0; k--)
			labels.append(k).append(",CLASS ").append(k).append(",3\n");
		Files.writeString(own.resolve("labels.csv"), labels);
	}

	/** Two slices of each of two classes, by their names. */
	private static ImagePlus four(final ImageStack two) {
		final ImageStack four = new ImageStack(40, 36);
		for (int slice = 1; slice <= 2; slice++) {
			four.addSlice("grid İI " + slice, two.getProcessor(slice));
			four.addSlice("tissue İI " + slice, two.getProcessor(slice));
		}
		return new ImagePlus("four", four);
	}

	private static byte[] network() throws IOException {
		try (InputStream in =
			ModelStore.class.getResourceAsStream("/org/gradiscope/model/micropatterns/frozen_graph.pb")) {
			return in.readAllBytes();
		}
	}
}
