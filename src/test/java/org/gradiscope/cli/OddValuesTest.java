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

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.gradiscope.command.CommandList;
import org.gradiscope.command.Keys;
import org.gradiscope.imagej.ImageFiles;
import org.gradiscope.testing.ImpatientService;
import org.gradiscope.testing.Micropatterns;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;

/**
 * Every key of every command with values that nobody should give. Each is taken, or refused in one line
 * of this project's own words; what Java says of mistakes never reaches a person.
 */
class OddValuesTest {

	private static final String DEEP = "(".repeat(5000) + "[".repeat(5000);

	/** Those that found the most. */
	private static final List<String> FEW =
		List.of("", "-1", "0", "NaN", "1e400", "2147483647", ",;");

	private static final List<String> MANY = List.of(" ", "x", "-1e400", "Infinity", "-0", "1.5",
		"1e-320", "2147483648", "99999999999999999999", "-2147483648", "\u06f1\u06f2", "\u0661.\u0665",
		"1,,2", ",", ";", ";;0;;", "0,0", "-1,-2", "9-1", "0-99999999", "a".repeat(100_000), DEEP, ":",
		"0:", ":0", "conv1:NaN", "conv1/999999999", "conv1/0@9999999,0", "@", "*", "?", "\\E*\\Q",
		"%s%n", "${x}", "\0", "\u001b[31m", "a\nb", "../..", "/", "/dev/null", "region/9", "top2-top1",
		"all", "auto", "none", "true", "\ud83d\ude00", "\ud83d", "(", "[", "{\"a\":[");

	/** What a person shall not read. */
	private static final Pattern JAVA =
		Pattern.compile("Exception|\\w+Error\\b|out of bounds|by zero" +
			"|Subscript|\\bnull\\b|For input string|\\bjava\\.|Index \\d|For string|Something went wrong" +
			"|heap space|VM limit|Range \\[|Comparison method|@[0-9a-f]{6,8}\\b");

	/** By which a key comes to bear, where it is not all the same: keys of one command, and what they need. */
	private static final Map<String, Map<String, String>> NEEDS =
		Map
			.of("saliency-map",
				Map.ofEntries(Map.entry("relu layer upsampling", "method=grad-cam"),
					Map.entry("base samples noise seed", "method=smoothgrad"),
					Map.entry("steps baseline", "method=integrated-gradients"),
					Map.entry("sigma", "method=blur-integrated-gradients"),
					Map.entry("window stride fill", "method=occlusion"),
					Map.entry("masks grid open live", "method=rise"), Map.entry("rule", "method=lrp"),
					Map.entry("target score view opacity colourbar title slices compare preview model",
						"method=gradient")),
				"check-saliency",
				Map.of("relu layer upsampling", "method=grad-cam", "base samples noise",
					"method=smoothgrad", "steps baseline", "method=integrated-gradients", "sigma",
					"method=blur-integrated-gradients", "window stride fill", "method=occlusion",
					"masks grid open", "method=rise", "rule", "method=lrp", "pieces", "objects=grid"),
				"explain-objects",
				Map.of("kernelwidth", "method=lime", "map", "method=gradient", "coalitions seed",
					"method=kernel-shap"),
				"adversarial-perturbation",
				Map.ofEntries(Map.entry("decay", "method=mi-fgsm"),
					Map.entry("candidates overshoot", "method=deepfool"),
					Map.entry("searches kappa", "method=cw-l2"), Map.entry("theta gamma", "method=jsma"),
					Map.entry("rho", "method=apgd-ce"), Map.entry("confidence", "method=confidence"),
					Map.entry("rate others", "method=universal"),
					Map.entry(
						"base samples scale noise blur angle perspective brightness contrast colour shot jpeg",
						"method=expectation"),
					Map.entry("shift", "method=rotation-translation"),
					Map.entry("tolerance", "minimal=true method=fgsm")),
				"feature-visualization",
				Map.of("position", "objective=neuron", "direction", "objective=direction", "target",
					"objective=class", "reference", "objective=inversion", "diversity", "pictures=2"),
				"fooling-image", Map.of("generations", "method=evolution"), "activations",
				Map.of("channel upsampling opacity", "view=overlay layers=conv2", "count", "layers=conv2"),
				"deep-dream", Map.of("zoom rotate", "frames=2 slices=current"), "top-patches",
				Map.of("target", "of=class layer=auto", "apart", "perimage=all"));

	/** What makes a command quick. */
	private static final Map<String, String> QUICK = Map.ofEntries(Map.entry("saliency-map", ""),
		Map.entry("check-saliency", "curvesteps=1 changes=2 cascade=1"),
		Map.entry("deep-dream", "octaves=1 steps=1"),
		Map.entry("feature-visualization", "steps=1 size=32 layer=conv2"),
		Map.entry("fooling-image", "steps=1 size=32"), Map.entry("adversarial-perturbation", ""),
		Map.entry("adversarial-patch", "steps=1 batch=1 input=@/spot.tif"),
		Map.entry("check-model", ""), Map.entry("top-patches", "layer=conv2 channel=0"),
		Map.entry("test-concept", "sets=2 squares=6 layer=conv2 input=@/spot.tif"),
		Map.entry("compare-networks", "against=micropatterns-robust method=gradient"),
		Map.entry("explain-objects", "objects=grid pieces=4 coalitions=8"),
		Map.entry("robustness-curve", "labels=prediction methods=fgsm epsilons=4"),
		Map.entry("transfer-matrix", "method=fgsm models=micropatterns;@"),
		Map.entry("loss-surface", "points=3 directions=1"),
		Map.entry("train-substitute",
			"rounds=1 epochs=1 epsilons=4 input=@/four.tif save=@/substitute"),
		Map.entry("harden-network", "method=fgsm epochs=1 queries=1 input=@/four.tif save=@/hardened"),
		Map.entry("train-denoiser",
			"epochs=5000 levels=1 channels=1 passes=1 queries=1 input=@/four.tif save=@/denoised"),
		Map.entry("fine-tune", "epochs=1 copies=1 input=@/four.tif save=@/tuned"));

	@TempDir
	private static Path folder;

	@BeforeAll
	static void write() throws IOException {
		Micropatterns.copy(folder.resolve("copy"));
		final ImageStack stack = new ImageStack(33, 32);
		for (int slice = 0; slice < 2; slice++) {
			final ByteProcessor image = new ByteProcessor(33, 32);
			for (int i = 0; i < 33 * 32; i++)
				image.set(i, (i * (7 + slice) + i / 40 * 13) % 251);
			stack.addSlice(image);
		}
		Files.write(folder.resolve("two.tif"), ImageFiles.bytes(new ImagePlus("two", stack), "tif"));
		final ImageStack four = new ImageStack(33, 32);
		for (final String name : List.of("grid 1", "grid 2", "tissue 1", "tissue 2"))
			four.addSlice(name, stack.getProcessor(name.endsWith("1") ? 1 : 2));
		ImageFiles.write(new ImagePlus("four", four), "tif", folder.resolve("copy/four.tif"));
		final ImagePlus spot = new ImagePlus("spot", stack);
		spot.setRoi(4, 4, 9, 9);
		Files.write(folder.resolve("copy/spot.tif"), ImageFiles.bytes(spot, "tif"));
	}

	static List<CommandInfo> commands() {
		try (Context context = new Context()) {
			return new CommandList(context).all();
		}
	}

	@Tag("long")
	@ParameterizedTest
	@MethodSource("commands")
	void fewOddValuesAreTakenOrRefusedInOurWords(final CommandInfo command) {
		assertOurWords(command, FEW);
	}

	/** Ten thousand calls, which take most of an hour: asked for by {@code -Dgradiscope.odd=many}. */
	@EnabledIfSystemProperty(named = "gradiscope.odd", matches = "many")
	@ParameterizedTest
	@MethodSource("commands")
	void manyOddValuesAreTakenOrRefusedInOurWords(final CommandInfo command) {
		assertOurWords(command, MANY);
	}

	private static void assertOurWords(final CommandInfo command, final List<String> odd) {
		final List<String> wrong = new ArrayList<>();
		for (final ModuleItem<?> key : Keys.of(command))
			for (final String value : odd)
				check(call(command, key.getName(), value), wrong);
		assertEquals(List.of(), wrong);
	}

	private static Map<String, String> call(final CommandInfo command, final String key,
		final String value) {
		final String name = command.getName();
		final Map<String, String> call = new LinkedHashMap<>();
		if (Keys.takesImage(command)) call.put("input", folder.resolve("two.tif").toString());
		call.put("output", folder.resolve("out").toString() + "/");
		Stream
			.concat(Stream.of(QUICK.getOrDefault(name, "")),
				NEEDS.getOrDefault(name, Map.of()).entrySet().stream()
					.filter(e -> List.of(e.getKey().split(" ")).contains(key)).map(Map.Entry::getValue))
			.flatMap(keys -> Stream.of(keys.split(" "))).filter(text -> !text.isEmpty())
			.forEach(text -> call.put(text.split("=")[0],
				text.split("=")[1].replace("@", folder.resolve("copy").toString())));
		if (key.equals(Keys.FOLDER)) call.remove("input");
		// Some are good names, and the folder that the tests run in stays as it is.
		call.put(key, key.equals("save") && !value.isBlank() ? folder + "/" + value : value);
		call.put("", name);
		return call;
	}

	private static void check(final Map<String, String> call, final List<String> wrong) {
		final List<String> arguments = new ArrayList<>(List.of(call.remove("")));
		call.forEach((key, value) -> arguments.add(key + "=" + value));
		final ByteArrayOutputStream err = new ByteArrayOutputStream();
		ImpatientService.waitFor(300);
		final long start = System.currentTimeMillis();
		final int status =
			new Main(ImpatientService.class, new PrintStream(new ByteArrayOutputStream()),
				new PrintStream(err, true, StandardCharsets.UTF_8)).run(arguments);
		final List<String> said = err.toString(StandardCharsets.UTF_8).lines()
			.filter(line -> !line.matches("^ *[0-9]+% .*")).toList();
		final boolean ended = said.stream().anyMatch(
			line -> line.startsWith("gradiscope: Canceled") || line.contains("no more patience"));
		final boolean right =
			status == 0 || said.size() == 1 && said.get(0).startsWith("gradiscope: ") &&
				!JAVA.matcher(said.get(0)).find() && (status == 2 || status == 1);
		final long took = System.currentTimeMillis() - start;
		if (!right && !ended || took > 10_000) wrong.add(String.join(" ", arguments.subList(0, 1)) +
			" " + shown(arguments.get(arguments.size() - 1)) + " -> " + status + " after " + took +
			" ms: " + said.stream().map(OddValuesTest::shown).toList() + "\n");
	}

	private static String shown(final String text) {
		return text.length() < 300 ? text : text.substring(0, 300) + "...";
	}
}
