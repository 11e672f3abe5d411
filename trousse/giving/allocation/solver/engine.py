"""HiGHS as we use it: silent, on one thread, without callbacks, always from the same seed."""

import highspy


class Engine(highspy.Highs):
    """A model of HiGHS. It counts its work in steps, so that the same calls give the same answers everywhere."""

    def __init__(self) -> None:
        # Not Highs.__init__: it enables callbacks, which print a banner before anyone can ask for silence.
        super(highspy.Highs, self).__init__()
        for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
            self.setOptionValue(name, value)
